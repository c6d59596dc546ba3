internal import RenditionsLambda

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// What lies beside the program in the archive that libraries look for elsewhere: fonts.
enum BundledFiles {
    /// Where the archive has its fonts and what says so, from its own folder on.
    private static let fonts = "fonts/fonts.conf"

    /// Tells the libraries, by the variable that they read. What the function's owner has set stays, and where the archive has
    /// no fonts nothing is set.
    static func announce(in environment: LambdaEnvironment) {
        guard let folder = environment.value("LAMBDA_TASK_ROOT"),
            environment.value("FONTCONFIG_FILE") == nil, environment.value("FONTCONFIG_PATH") == nil
        else { return }
        let file = "\(folder)/\(fonts)"
        guard access(file, R_OK) == 0 else { return }
        setenv("FONTCONFIG_FILE", file, 0)
    }
}
