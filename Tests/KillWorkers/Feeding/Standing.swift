/// What must be under the key of an original, as far as the driver knows.
enum Standing: Hashable, Sendable {
    case present(Content)
    case absent
    /// An erasure was asked for, and no worker has acknowledged that yet.
    case erasing(Content)
    /// It was uploaded again while an erasure was under way, which may take it or leave it.
    case either(Content)

    var content: Content? {
        switch self {
        case .present(let content), .erasing(let content), .either(let content): content
        case .absent: nil
        }
    }
}
