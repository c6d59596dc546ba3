/// Which store is meant, so that two configurations of one store can be told from two stores.
public struct StoreIdentity: Hashable, Sendable {
    enum Form: Hashable {
        case bucket(name: String, endpoint: String)
        case folder(path: String)
        case named(String)
    }

    let form: Form

    /// A bucket of S3 or of a store that speaks its protocol. Aliases of access points are other names of a bucket, and
    /// can't be told from other buckets.
    ///
    /// - Parameter endpoint: of the server; empty for Amazon's.
    public static func bucket(_ name: String, endpoint: String = "") -> StoreIdentity {
        var endpoint = endpoint.lowercased()
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        return StoreIdentity(form: .bucket(name: name, endpoint: endpoint))
    }

    /// A folder. RenditionsFileSystem makes one of any path with `folder(atPath:)`.
    ///
    /// - Parameter path: absolute, without links and dots.
    public static func folder(resolvedPath path: String) -> StoreIdentity {
        StoreIdentity(form: .folder(path: path))
    }

    /// A store that nobody else can reach, such as one in memory.
    public static func named(_ name: String) -> StoreIdentity { StoreIdentity(form: .named(name)) }
}

extension StoreIdentity: CustomStringConvertible {
    /// For people who wrote the configuration.
    public var description: String {
        switch form {
        case .bucket(let name, ""): "the bucket \(name)"
        case .bucket(let name, let endpoint): "the bucket \(name) at \(endpoint)"
        case .folder(let path): "the folder \(path)"
        case .named(let name): "the store \(name)"
        }
    }
}
