package import Renditions
package import RenditionsWorkflow

/// Remembers what happened in a run, from outside of all processes, and checks at each step what must hold then.
///
/// Unchecked: guarded as ``Scheduler`` is.
package final class Ledger: @unchecked Sendable {
    /// One upload.
    package struct Version: Hashable, Sendable {
        package var object: ObjectMetadata
        /// When, counted in effects.
        package var number: Int
        /// That of the first upload that no store can tell from this one.
        package var first: Int

        var tag: EntityTag { object.entityTag }
    }

    /// That a user wants an original erased.
    package struct Wish: Sendable {
        package var key: ObjectKey
        package var keepsOriginal: Bool
        package var began: Int
        /// When the call that asks for it came back, with or without success; what is uploaded later must not go with it.
        package var ended: Int?
        /// Nil until somebody has said that it will be done.
        package var execution: ExecutionIdentity?
    }

    private let scheduler: Scheduler
    private let keepsTrace: Bool
    package private(set) var trace: [String] = []
    private var digest = StableDigest()
    package private(set) var violations: [Violation] = []
    var onViolation: () -> Void = {}

    /// Counts effects.
    private(set) var moment = 0
    private(set) var uploads: [ObjectKey: [Version]] = [:]
    private(set) var current: [ObjectKey: Version] = [:]
    private(set) var deletions: Set<ObjectKey> = []
    private(set) var wishes: [Wish] = []
    /// When erasures ended.
    private var ends: [ExecutionIdentity: Int] = [:]
    /// What is stored under the keys of renditions, as long as it is.
    private var stored: [ObjectKey: EntityTag] = [:]
    /// Those that a worker stored which had lost the execution to another. Nobody else knows of them: they are for a sweep.
    private(set) var strays: Set<ObjectKey> = []
    /// Executions of which such a worker put an entry into the quarantine.
    private(set) var strayFailures: Set<ExecutionIdentity> = []
    var records: [AssetID: AssetRecord] = [:]
    /// Of which upload records speak, as it was when they were written.
    var recordedUploads: [AssetID: Int] = [:]
    var published: [Publication: Set<RenditionRecord>] = [:]
    private(set) var renders: [ObjectKey: [EntityTag: Int]] = [:]
    /// How often engines were asked to render, with or without success.
    private(set) var tries: [ObjectKey: Int] = [:]
    private var rendersByExecution: [ExecutionIdentity: Int] = [:]

    /// What is published once.
    struct Publication: Hashable {
        var asset: AssetID
        var generation: Int
        var tag: EntityTag
        var fingerprints: Set<String>
        /// The last upload of these bytes.
        var upload: Int?
    }

    init(scheduler: Scheduler, keepsTrace: Bool) {
        self.scheduler = scheduler
        self.keepsTrace = keepsTrace
    }

    // MARK: Trace

    /// Stands for all that happened.
    package var fingerprint: String { "\(digest)-\(scheduler.digest)" }

    func note(_ text: @autoclosure () -> String, _ caller: Caller? = Caller.current) {
        let text = text()
        digest.add(text)
        digest.add(scheduler.milliseconds)
        guard keepsTrace else { return }
        var line = TraceTime(milliseconds: scheduler.milliseconds).description
        if let caller { line += " \(caller.life.name)" }
        if let attempt = caller?.attempt { line += " [\(attempt.execution.name.suffix(30)) \(attempt.state)]" }
        trace.append("\(line): \(text)")
    }

    func violate(_ invariant: Invariant, _ what: String) {
        note("VIOLATION of \(invariant.rawValue): \(what)")
        violations.append(Violation(invariant: invariant, what: what))
        onViolation()
    }

    func check(_ holds: Bool, _ invariant: Invariant, _ what: @autoclosure () -> String) {
        if !holds { violate(invariant, what()) }
    }

    // MARK: Originals

    func uploaded(_ object: ObjectMetadata) {
        moment += 1
        let same = uploads[object.key]?.first {
            $0.tag == object.entityTag && $0.object.modified == object.modified
        }
        let version = Version(object: object, number: moment, first: same?.number ?? moment)
        uploads[object.key, default: []].append(version)
        current[object.key] = version
        note("uploaded \(object.key) as \(object.entityTag)")
    }

    func saw(_ key: ObjectKey) { Caller.current?.attempt?.seen[key] = .some(current[key]) }

    func removed(_ object: ObjectMetadata) {
        moment += 1
        let version = current.removeValue(forKey: object.key)
        deletions.insert(object.key)
        note("deleted the original \(object.key)")
        guard let attempt = Caller.current?.attempt else { return }
        // What is uploaded between the eraser's look and its deletion goes with what it saw: documented there.
        let seen = (attempt.seen[object.key] ?? nil) ?? version
        let isWanted = wishes.contains { wish in
            wish.key == object.key && !wish.keepsOriginal && wish.ended ?? .max > seen?.first ?? 0
        }
        check(
            isWanted, .originalsAreTheUsers,
            "the original \(object.key) was deleted, which nobody has asked for since it was uploaded")
    }

    /// - Returns: the number of the wish.
    func wished(_ key: ObjectKey, keepsOriginal: Bool) -> Int {
        moment += 1
        note("wants \(key) erased\(keepsOriginal ? ", but its original kept" : "")")
        wishes.append(Wish(key: key, keepsOriginal: keepsOriginal, began: moment))
        return wishes.count - 1
    }

    /// The call that asks for it has come back.
    func answered(_ wish: Int, by execution: ExecutionIdentity?) {
        moment += 1
        wishes[wish].ended = moment
        wishes[wish].execution = execution
        note("the erasure of \(wishes[wish].key) is \(execution == nil ? "not accepted" : "accepted")")
    }

    /// Whether an erasure may still have been under way at a moment.
    func mayRun(_ wish: Wish, at moment: Int) -> Bool {
        wish.execution.flatMap { ends[$0] }.map { $0 > moment } ?? true
    }

    // MARK: Renditions

    func stored(_ object: ObjectMetadata, over before: ObjectMetadata?) {
        moment += 1
        note("stored the rendition \(object.key)")
        check(before == nil, .renditionsAreWrittenOnce, "the rendition \(object.key) was written over")
        stored[object.key] = object.entityTag
        if let attempt = Caller.current?.attempt, !attempt.isHeld() { strays.insert(object.key) }
    }

    func unstored(_ object: ObjectMetadata) {
        moment += 1
        note("deleted the rendition \(object.key)")
        stored[object.key] = nil
        guard let asset = object.key.renditionAsset, let record = records[asset] else { return }
        check(
            !record.renditions.values.contains { $0.key == object.key }, .recordsNameWhatExists,
            "the rendition \(object.key) was deleted while a record in state \(record.state.rawValue) names it")
    }

    func quarantined(_ object: ObjectMetadata) {
        note("put \(object.key) into the quarantine")
        if let attempt = Caller.current?.attempt, !attempt.isHeld() { strayFailures.insert(attempt.execution) }
    }

    func exists(_ rendition: RenditionRecord) -> Bool { stored[rendition.key] == rendition.entityTag }

    func tried(_ attempt: Attempt) { for key in attempt.seen.keys { tries[key, default: 0] += 1 } }

    /// - Parameter isRough: whether something has gone wrong that has work done again.
    func rendered(_ attempt: Attempt, isRough: Bool) {
        rendersByExecution[attempt.execution, default: 0] += 1
        for case let (key, version?) in attempt.seen { renders[key, default: [:]][version.tag, default: 0] += 1 }
        // What was erased meanwhile and is there again is made again in the next generation.
        let isErased = attempt.seen.keys.contains { key in
            deletions.contains(key) || wishes.contains { $0.key == key }
        }
        check(
            isRough || isErased || rendersByExecution[attempt.execution] == 1, .workIsDoneOnce,
            "\(attempt.execution.name) rendered its original twice, and nothing had failed")
    }

    // MARK: Executions

    func began(_ execution: ExecutionIdentity) {
        moment += 1
        note("\(execution.workflow) \(execution.name) begins")
    }

    func ended(_ execution: ExecutionIdentity, _ outcome: ExecutionOutcome) {
        moment += 1
        ends[execution] = moment
        note("\(execution.workflow) \(execution.name) has ended: \(outcome.text)")
    }
}

extension ExecutionOutcome {
    /// In a few words.
    fileprivate var text: String {
        switch self {
        case .succeeded(let output): "succeeded, \(output["outcome"]?.stringValue ?? "")"
        case .failed(let error, _): "failed, \(error ?? "")"
        case .timedOut: "timed out"
        case .aborted: "aborted"
        }
    }
}
