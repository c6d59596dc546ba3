internal import RenditionsApp
internal import RenditionsService

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The server `renditions-server`.
@main
enum RenditionsServerCommand {
    static func main() async {
        exit(
            await ServerTool.run(
                Array(CommandLine.arguments.dropFirst()), environment: ProcessEnvironment.variables,
                on: .standard(name: "renditions-server")))
    }
}
