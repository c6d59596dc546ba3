internal import ArgumentParser

/// `--include` and `--exclude`.
struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Takes only files of folders that fit, such as '*.jpg' or 'spring/**/*.heic'. May be given again.",
            valueName: "pattern"))
    var include: [String] = []

    @Option(
        help: ArgumentHelp(
            "Passes over files and folders that fit, such as 'drafts/'. May be given again; wins over --include.",
            valueName: "pattern"))
    var exclude: [String] = []

    func validate() throws {
        for (option, patterns) in [("--include", include), ("--exclude", exclude)] {
            for pattern in patterns where GlobPattern(pattern) == nil {
                throw ValidationError(
                    "\(option) is empty or starts with a slash. Patterns are of paths below the input folder.")
            }
        }
        for pattern in include where pattern.hasSuffix("/") {
            throw ValidationError(
                "--include \(pattern.printable) fits folders only. Give \(pattern.printable)** for what is in it.")
        }
    }

    var filter: PathFilter {
        PathFilter(includes: include.compactMap(GlobPattern.init), excludes: exclude.compactMap(GlobPattern.init))
    }
}
