/// What an API has to know from one request to the next. Nothing of it outlives the process, and nothing has to.
final class APIState: Sendable {
    let backlog = Backlog()
    /// Who follows the progress of images, or waits for them.
    let followers = Occupancy()
    let drain = DrainSignal()
    let readiness = ReadinessMemory()
    let renditions = RenditionCache()
    let memory: RenditionMemory

    init(memory: RenditionMemory) { self.memory = memory }
}
