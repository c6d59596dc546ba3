/// Which files of an input folder are taken, by their paths below it.
struct PathFilter: Hashable, Sendable {
    /// A file must fit one of these, unless there are none.
    var includes: [GlobPattern] = []
    /// A file or folder that fits one of these is passed over, with all that is in it.
    var excludes: [GlobPattern] = []

    func excludes(_ path: String, isFolder: Bool) -> Bool {
        excludes.contains { $0.fits(path, isFolder: isFolder) }
    }

    func includes(_ path: String) -> Bool {
        includes.isEmpty || includes.contains { $0.fits(path, isFolder: false) }
    }
}
