/// Which function a process is, by its handler.
enum ImageFunction: String, Sendable {
    case tasks
    case ingest
    case api
}
