internal import CVips
internal import CVipsShims
internal import Renditions
internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The C library as a whole: started once per process, on first use.
enum VipsLibrary {
    /// Starts the library, or gives the error with which that failed.
    static func start() throws {
        if let error = outcome { throw error }
    }

    /// Major, minor and micro version of the library that is running, not of the headers.
    static var version: (major: Int, minor: Int, micro: Int) {
        (Int(vips_version(0)), Int(vips_version(1)), Int(vips_version(2)))
    }

    /// Gives back the buffers that the library keeps for the thread that calls; for threads that used it, before they end.
    static func endThread() { vips_thread_shutdown() }

    private static let outcome: RenderError? = {
        // Fewer arenas and mapped large blocks keep a long-running process small: over 500 mixed images 80 MB resident
        // instead of 490 MB, at no cost in time.
        renditions_malloc_arenas(2)
        renditions_malloc_map_threshold(128 << 10)

        // The library loads every module it finds at start (ImageMagick, OpenSlide, PDF, HEIF, JPEG XL), which costs
        // more than the rest of the start together and brings in decoders that must never run. Sent to an empty place
        // it finds none; `loadModule` loads those that are wanted.
        let home = getenv("VIPSHOME").map { String(cString: $0) }
        setenv("VIPSHOME", "/nonexistent", 1)
        defer { if let home { setenv("VIPSHOME", home, 1) } else { unsetenv("VIPSHOME") } }
        silenceLog()
        guard vips_init("renditions") == 0 else {
            return RenderError(
                .engineUnavailable, "libvips could not be started. Is it installed whole?",
                cause: VipsFailure.take())
        }
        guard version >= (8, 14, 0) else {
            return RenderError(
                .engineUnavailable, "libvips \(version.major).\(version.minor) is too old; 8.14 or later is needed.")
        }
        // Pipelines differ from image to image: remembered operations only hold memory.
        vips_cache_set_max(0)
        // One image on one thread, and as many images at once as there are processors, gives the most images a second.
        vips_concurrency_set(1)
        vips_block_untrusted_set(1)
        return nil
    }()

    /// The library and glib write warnings of damaged files to standard error. Failures reach the caller as errors; the
    /// texts would only let an upload write into the log.
    private static func silenceLog() {
        for domain in ["VIPS", "GLib", "GLib-GObject"] {
            let levels = GLogLevelFlags(
                rawValue: G_LOG_LEVEL_WARNING.rawValue | G_LOG_LEVEL_INFO.rawValue | G_LOG_LEVEL_MESSAGE.rawValue
                    | G_LOG_LEVEL_CRITICAL.rawValue)
            g_log_set_handler(domain, levels, { _, _, _, _ in }, nil)
        }
    }

    // MARK: - Modules

    private static let loadedModules = Mutex<[String: Bool]>([:])

    /// Loads a module of the library, such as `vips-heif`, once.
    ///
    /// - Returns: whether its operations are there now: also when they are built into the library itself.
    static func loadModule(_ name: String, providing operation: String) -> Bool {
        loadedModules.withLock { loaded in
            if let known = loaded[name] { return known }
            if !hasOperation(operation), let folder = moduleFolder,
                let module = g_module_open("\(folder)/\(name).so", G_MODULE_BIND_LAZY)
            {
                g_module_make_resident(module)
            }
            let isThere = hasOperation(operation)
            loaded[name] = isThere
            return isThere
        }
    }

    /// Whether the process survives writing AVIF with 10 bits a channel. libheif 1.15 takes it for the professional
    /// profile, at which libaom's check of its own arguments ends the process (strukturag/libheif issue 788).
    static var writesTenBitAVIF: Bool {
        loadModule("vips-heif", providing: "heifsave_buffer") && renditions_heif_version() >> 16 != 0x010F
    }

    /// Whether the library knows an operation, by its nickname.
    static func hasOperation(_ nickname: String) -> Bool {
        vips_type_find("VipsOperation", nickname) != 0
    }

    /// Takes the block off one class of operations.
    static func unblock(_ className: String) {
        vips_operation_block_set(className, 0)
    }

    /// Where modules lie: beside the library that is loaded, in a folder named for its version.
    private static let moduleFolder: String? = {
        let address = unsafeBitCast(vips_version as @convention(c) (Int32) -> Int32, to: UnsafeRawPointer.self)
        guard let file = renditions_library_of(address) else { return nil }
        let path = String(cString: file)
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return "\(path[..<slash])/vips-modules-\(version.major).\(version.minor)"
    }()
}
