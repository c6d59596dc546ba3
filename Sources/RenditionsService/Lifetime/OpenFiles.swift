#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// How many files the process may have open at once, connections included.
enum OpenFiles {
    /// Beside what connections take: the stores, the databases, libraries, what is written at the moment.
    private static let others = 256

    /// Raises the bound as far as the system lets it, where that many connections need it.
    ///
    /// - Returns: how many connections there is room for, each of which may have a file open besides.
    static func connections(wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(RLIMIT_NOFILE.asResource, &limit) == 0 else { return wanted }
        let needed = rlim_t(2 * wanted + others)
        if limit.rlim_cur < needed {
            var raised = limit
            raised.rlim_cur = min(needed, limit.rlim_max)
            if setrlimit(RLIMIT_NOFILE.asResource, &raised) == 0 { limit = raised }
        }
        guard limit.rlim_cur < needed else { return wanted }
        return max(1, (Int(limit.rlim_cur) - others) / 2)
    }
}

#if canImport(Glibc)
extension __rlimit_resource {
    fileprivate var asResource: __rlimit_resource_t { __rlimit_resource_t(rawValue) }
}
#else
extension Int32 {
    fileprivate var asResource: Int32 { self }
}
#endif
