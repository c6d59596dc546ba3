internal import RenditionsApp

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The command-line tool `renditions`.
@main
enum RenditionsCommand {
    static func main() async {
        exit(await Tool.runUntilSignal(Array(CommandLine.arguments.dropFirst()), on: .standard))
    }
}
