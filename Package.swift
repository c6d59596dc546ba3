// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: explicit existentials, imports that stay internal unless they are part of
/// the public interface, members visible only through a direct import, and no warning left standing.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// Products of others, by the names of their modules.
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let heapModule: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let rawStructuredFieldValues: Target.Dependency = .product(
    name: "RawStructuredFieldValues", package: "swift-http-structured-headers")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let metricsTestKit: Target.Dependency = .product(name: "MetricsTestKit", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1: Target.Dependency = .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let xmlCoder: Target.Dependency = .product(name: "XMLCoder", package: "XMLCoder")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "renditions",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Renditions", targets: ["Renditions"]),
        .library(name: "RenditionsWorkflow", targets: ["RenditionsWorkflow"]),
        .library(name: "RenditionsTasks", targets: ["RenditionsTasks"]),
        .library(name: "RenditionsVips", targets: ["RenditionsVips"]),
        .library(name: "RenditionsFileSystem", targets: ["RenditionsFileSystem"]),
        .library(name: "RenditionsAPI", targets: ["RenditionsAPI"]),
        .library(name: "RenditionsJWT", targets: ["RenditionsJWT"]),
        .library(name: "RenditionsServer", targets: ["RenditionsServer"]),
        .library(name: "RenditionsLambda", targets: ["RenditionsLambda"]),
        .library(name: "RenditionsAWS", targets: ["RenditionsAWS"]),
        .library(name: "RenditionsFunctions", targets: ["RenditionsFunctions"]),
        .library(name: "RenditionsTesting", targets: ["RenditionsTesting"]),
        .executable(name: "renditions", targets: ["RenditionsCommand"]),
        .executable(name: "renditions-server", targets: ["RenditionsServerCommand"]),
        .executable(name: "renditions-lambda", targets: ["RenditionsLambdaCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.1.0"),
        .package(
            url: "https://github.com/apple/swift-configuration.git", from: "1.4.0",
            traits: [.defaults, "YAML", "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto.git", "3.12.0"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-http-structured-headers.git", from: "1.2.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.20.0"),
        .package(url: "https://github.com/CoreOffice/XMLCoder.git", from: "0.18.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.0.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.0.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.30.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.6.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.1.0"),
    ],
    targets: [
        // Waits of which nothing is left when they are cancelled. No product.
        .target(name: "Timers", dependencies: [heapModule], swiftSettings: swiftSettings),

        // The core: values, protocols, plans, memory stores, layers, the processor. Knows no backend.
        .target(
            name: "Renditions",
            dependencies: [crypto, logging, metrics, nioCore, tracing],
            swiftSettings: swiftSettings),

        // Workflows: tasks, typed nodes, documents of the States Language, their interpreter and the runner in memory.
        // Knows nothing of images.
        .target(name: "RenditionsWorkflow", dependencies: ["Timers", crypto, logging], swiftSettings: swiftSettings),

        // The image workflows: probe, render, publish, erase, quarantine, re-render, sweep, ingest.
        .target(
            name: "RenditionsTasks",
            dependencies: ["Renditions", "RenditionsWorkflow", crypto, logging, nioCore],
            swiftSettings: swiftSettings),

        // The libvips engine. `gobject-2.0` rather than `vips` for the flags: it carries the same include folders
        // without the linker flags that SwiftPM refuses with a warning.
        .systemLibrary(name: "CVips", pkgConfig: "gobject-2.0", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
        .target(name: "CVipsShims"),
        .target(
            name: "RenditionsVips",
            dependencies: ["CResampling", "CVips", "CVipsShims", "Renditions", "Timers", nioCore],
            swiftSettings: swiftSettings),

        // Reduction and enlargement of rows of samples, in C for the sake of multiply-and-add on 16-bit integers, which
        // Swift's SIMD types don't have.
        .target(name: "CResampling", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),

        // Folders and SQLite.
        .target(
            name: "RenditionsFileSystem",
            dependencies: ["Renditions", "RenditionsWorkflow", crypto, grdb, logging, nioCore],
            swiftSettings: swiftSettings),

        // The REST API: from a request to a response, with no server in it.
        .target(
            name: "RenditionsAPI",
            dependencies: [
                "Renditions", "RenditionsTasks", "RenditionsWorkflow", "Timers", coreMetrics, crypto, httpTypes,
                logging, metrics, nioCore, rawStructuredFieldValues, tracing,
            ],
            swiftSettings: swiftSettings),
        // Access to the API by JSON Web Tokens. By itself, so that whoever does without builds no library of certificates.
        .target(
            name: "RenditionsJWT",
            dependencies: ["Renditions", "RenditionsAPI", httpTypes, jwtKit],
            swiftSettings: swiftSettings),
        // The API in a Hummingbird application, and what guards its connections.
        .target(
            name: "RenditionsServer",
            dependencies: [
                "Renditions", "RenditionsAPI", "Timers", coreMetrics, httpTypes, hummingbird, hummingbirdCore, logging,
                metrics, nioCore, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1, serviceLifecycle, tracing,
            ],
            swiftSettings: swiftSettings),

        // AWS: signatures, credentials, endpoints and calls. Knows nothing of images; no product.
        .target(
            name: "AWSClient",
            dependencies: ["Timers", asyncHTTPClient, crypto, logging, nioCore, nioHTTP1, nioPosix, xmlCoder],
            swiftSettings: swiftSettings),
        // S3, DynamoDB and Step Functions behind the protocols of the core.
        .target(
            name: "RenditionsAWS",
            dependencies: ["AWSClient", "Renditions", "RenditionsWorkflow", logging, nioCore, nioHTTP1],
            swiftSettings: swiftSettings),
        // Functions of AWS Lambda: its Runtime API, the events, handlers for tasks, triggers and the API. No client of AWS.
        .target(
            name: "RenditionsLambda",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsTasks", "RenditionsWorkflow", "Timers", coreMetrics,
                httpTypes, logging, metrics, nioCore, nioHTTP1, nioPosix, tracing,
            ],
            swiftSettings: swiftSettings),

        // The functions of a deployment to AWS, made from their environment, and the program that is nothing but these.
        .target(
            name: "RenditionsFunctions",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsAWS", "RenditionsJWT", "RenditionsLambda", "RenditionsTasks",
                "RenditionsVips", "RenditionsWorkflow", logging,
            ],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "RenditionsLambdaCommand",
            dependencies: ["RenditionsFunctions", "RenditionsLambda"],
            swiftSettings: swiftSettings),

        // Tests as a product: conformance checks, reference engine, faulty stores, generated images.
        .target(
            name: "RenditionsTesting",
            dependencies: ["Renditions", "RenditionsAPI", "RenditionsWorkflow", httpTypes, nioCore],
            swiftSettings: swiftSettings),

        // The composition root and its executable. The target's name differs from the product's, because `Renditions`
        // and `renditions` would be one folder where the file system ignores case.
        .target(
            name: "RenditionsApp",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsAWS", "RenditionsFileSystem", "RenditionsTasks",
                "RenditionsVips", "RenditionsWorkflow", argumentParser, nioCore, yams,
            ],
            swiftSettings: swiftSettings),
        .executableTarget(name: "RenditionsCommand", dependencies: ["RenditionsApp"], swiftSettings: swiftSettings),
        // The server and its executable: what the composition root makes, with the API and a server in front. By itself, so
        // that whoever builds the tool builds no server.
        .target(
            name: "RenditionsService",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsApp", "RenditionsFileSystem", "RenditionsJWT",
                "RenditionsServer", "RenditionsTasks", "RenditionsVips", "RenditionsWorkflow", configuration, logging,
                metrics, nioCore, serviceLifecycle, yams,
            ],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "RenditionsServerCommand",
            dependencies: ["RenditionsApp", "RenditionsService"],
            swiftSettings: swiftSettings),

        .testTarget(name: "TimersTests", dependencies: ["Timers"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsTests",
            dependencies: [
                "CorpusFiles", "Renditions", "RenditionsTesting", inMemoryTracing, logging, metrics, metricsTestKit,
                nioCore, tracing,
            ],
            // Read by path, so that they can be written anew.
            exclude: ["Golden"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsTestingTests",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsTasks", "RenditionsTesting", "RenditionsWorkflow", httpTypes,
                nioCore,
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsFileSystemTests",
            dependencies: [
                "BuiltPrograms", "CorpusFiles", "KillWorkers", "KillWriter", "Renditions", "RenditionsFileSystem",
                "RenditionsTesting", "RenditionsWorkflow", grdb, nioCore,
            ],
            swiftSettings: swiftSettings),
        // A process that is killed while it writes to a folder store, and the driver that kills it and looks at what
        // is left. No product: `make kill` and a test start it.
        .executableTarget(
            name: "KillWriter",
            dependencies: ["Renditions", "RenditionsFileSystem", nioCore],
            path: "Tests/KillWriter", swiftSettings: swiftSettings),
        // Processes that are killed while they process images on one journal, the driver that kills them and looks at what
        // has become of everything, and an original that does it by itself. No product: `make kill-workers` and tests
        // start it.
        .executableTarget(
            name: "KillWorkers",
            dependencies: [
                "Renditions", "RenditionsFileSystem", "RenditionsTasks", "RenditionsTesting", "RenditionsVips",
                "RenditionsWorkflow", nioCore,
            ],
            path: "Tests/KillWorkers", swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsWorkflowTests",
            dependencies: ["ASLCases", "CorpusFiles", "RenditionsTesting", "RenditionsWorkflow", "StatesComparison"],
            // Read by path, so that they can be written anew.
            exclude: ["Golden"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsTasksTests",
            dependencies: [
                "ASLCases", "CorpusFiles", "Renditions", "RenditionsTasks", "RenditionsTesting", "RenditionsWorkflow",
                "StatesComparison", nioCore,
            ],
            // Read by path, so that they can be written anew.
            exclude: ["Golden"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsAPITests",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsTasks", "RenditionsTesting", "RenditionsWorkflow", httpTypes,
                nioCore,
            ],
            swiftSettings: swiftSettings),
        // Recorded documents of the States Language with what AWS made of them, through every runner. No products:
        // `make asl` and a test run them.
        .target(
            name: "ASLCases",
            dependencies: ["RenditionsFileSystem", "RenditionsTesting", "RenditionsWorkflow"],
            path: "Tests/ASLCases", swiftSettings: swiftSettings),
        // Workflows through our interpreter and one that is not ours. Tests use it; `make states` runs those.
        .target(
            name: "StatesComparison",
            dependencies: ["ASLCases", "RenditionsWorkflow", logging],
            path: "Tests/StatesComparison", exclude: ["interpreter.py", "requirements.txt", "setup.sh"],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "ASLRunner",
            dependencies: ["ASLCases", "ProgramEnd"],
            path: "Tests/ASLRunner", swiftSettings: swiftSettings),
        // The image workflows in a world that follows from a seed: stores that fail, workers that crash, events that come
        // twice, late and out of order. No products: `make simulate` and a test run it.
        .target(
            name: "Simulation",
            dependencies: [
                "Renditions", "RenditionsTasks", "RenditionsTesting", "RenditionsWorkflow", logging, nioCore,
            ],
            path: "Tests/Simulation", swiftSettings: swiftSettings),
        .executableTarget(
            name: "SimulationRunner",
            dependencies: ["ProgramEnd", "Simulation"],
            path: "Tests/SimulationRunner", swiftSettings: swiftSettings),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "BuiltPrograms", "CorpusFiles", "Renditions", "RenditionsTasks", "RenditionsTesting",
                "RenditionsWorkflow", "Simulation", "SimulationRunner", nioCore,
            ],
            swiftSettings: swiftSettings),
        // How many steps a second. No product: `make steps` runs it.
        .executableTarget(
            name: "WorkflowSpeed",
            dependencies: ["RenditionsFileSystem", "RenditionsWorkflow"],
            path: "Tests/WorkflowSpeed", swiftSettings: swiftSettings),
        // Folders of images through the built command line, one process a file and all in one. No product: `make corpus`.
        .executableTarget(
            name: "CorpusRunner",
            dependencies: ["CorpusFiles", "Renditions", "RenditionsFileSystem", argumentParser, nioCore],
            path: "Tests/CorpusRunner", swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsVipsTests",
            dependencies: ["CPixelProbe", "CorpusFiles", "Renditions", "RenditionsTesting", "RenditionsVips", nioCore],
            swiftSettings: swiftSettings),
        .testTarget(name: "CResamplingTests", dependencies: ["CResampling"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsServerTests",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsServer", "RenditionsTesting", coreMetrics, httpTypes,
                hummingbird, inMemoryTracing, logging, metrics, metricsTestKit, nioCore, nioEmbedded, nioHTTP1,
                nioHTTPTypes, nioPosix, serviceLifecycle, tracing,
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsLambdaTests",
            dependencies: [
                "BuiltPrograms", "CorpusFiles", "LambdaExample", "Renditions", "RenditionsAPI", "RenditionsLambda",
                "RenditionsTasks", "RenditionsTesting", "RenditionsWorkflow", "ServedProgram", coreMetrics, httpTypes,
                inMemoryTracing, logging, metrics, nioCore, nioHTTP1, nioPosix, tracing,
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsFunctionsTests",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsFunctions", "RenditionsLambda", "RenditionsWorkflow", nioCore,
            ],
            swiftSettings: swiftSettings),
        // Functions in one program, on memory. No product: a test starts it.
        .executableTarget(
            name: "LambdaExample",
            dependencies: [
                "Renditions", "RenditionsAPI", "RenditionsLambda", "RenditionsTasks", "RenditionsTesting",
                "RenditionsWorkflow",
            ],
            path: "Tests/LambdaExample", swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsAppTests",
            dependencies: [
                "BuiltPrograms", "CorpusFiles", "Renditions", "RenditionsApp", "RenditionsCommand", "RenditionsTesting",
                nioCore,
            ],
            exclude: ["Golden"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsServiceTests",
            dependencies: [
                "BuiltPrograms", "CorpusFiles", "Renditions", "RenditionsAPI", "RenditionsApp", "RenditionsCommand",
                "RenditionsFileSystem", "RenditionsServerCommand", "RenditionsService", "RenditionsTesting",
                "RenditionsWorkflow", "ServedProgram", crypto, httpTypes, logging, nioCore, yams,
            ],
            // Read by path, so that it can be written anew.
            exclude: ["Golden"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsJWTTests",
            dependencies: ["Renditions", "RenditionsAPI", "RenditionsJWT", crypto, cryptoExtras, httpTypes, jwtKit],
            swiftSettings: swiftSettings),
        // The running server under load, slow clients, floods and signals. No products: `make drain`, `make load`, `make
        // abuse` and tests run them.
        .target(
            name: "ServerTrials",
            dependencies: [
                "Renditions", "RenditionsTesting", "RenditionsWorkflow", "ServedProgram", nioCore, nioPosix,
            ],
            path: "Tests/ServerTrials", swiftSettings: swiftSettings),
        .executableTarget(
            name: "ServerTrialsRunner",
            dependencies: ["ServerTrials"],
            path: "Tests/ServerTrialsRunner", swiftSettings: swiftSettings),
        .testTarget(
            name: "ServerTrialsTests",
            dependencies: [
                "BuiltPrograms", "RenditionsServerCommand", "RenditionsTesting", "ServerTrials", "ServerTrialsRunner",
                nioCore, nioPosix,
            ],
            swiftSettings: swiftSettings),
        // A server of HTTP that answers, stalls and breaks off as a script says; and what is tested with it.
        .target(
            name: "ScriptedServer",
            dependencies: [nioCore, nioHTTP1, nioPosix],
            path: "Tests/ScriptedServer", swiftSettings: swiftSettings),
        .testTarget(
            name: "AWSClientTests",
            dependencies: ["AWSClient", "CorpusFiles", "ScriptedServer", crypto, logging, nioCore, nioHTTP1],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RenditionsAWSTests",
            dependencies: [
                "AWSClient", "AWSServers", "Renditions", "RenditionsAWS", "RenditionsApp", "RenditionsLambda",
                "RenditionsTasks", "RenditionsTesting", "RenditionsWorkflow", "ScriptedServer", logging, nioCore,
                nioHTTP1,
            ],
            swiftSettings: swiftSettings),
        // Faults between clients and AWS at every call of whole runs. No products: `make aws-faults` and a test run them.
        .target(
            name: "AWSFaults",
            dependencies: [
                "ASLCases", "AWSClient", "AWSServers", "Renditions", "RenditionsAWS", "RenditionsTasks",
                "RenditionsTesting", "RenditionsWorkflow", "ScriptedServer", nioCore, nioHTTP1, nioPosix,
            ],
            path: "Tests/AWSFaults", swiftSettings: swiftSettings),
        .executableTarget(
            name: "AWSFaultsRunner",
            dependencies: ["AWSFaults", "AWSServers", "ProgramEnd"],
            path: "Tests/AWSFaultsRunner", swiftSettings: swiftSettings),
        .testTarget(
            name: "AWSFaultsTests",
            dependencies: ["AWSFaults", "AWSServers", "RenditionsTesting"],
            swiftSettings: swiftSettings),
        // What a signature costs. No product: `make signing` runs it.
        .executableTarget(
            name: "SigningSpeed",
            dependencies: ["AWSClient", nioCore, nioHTTP1],
            path: "Tests/SigningSpeed", swiftSettings: swiftSettings),
        // Whether what watches the library would notice.
        .testTarget(
            name: "CheckTests",
            dependencies: [
                "BuiltPrograms", "CorpusFiles", "CorpusRunner", "KillWorkers", "Renditions", "RenditionsCommand",
                "RenditionsTesting", nioCore,
            ],
            swiftSettings: swiftSettings),

        // What several test targets share; none is a product. The corpus beside the repository, and what must not be
        // missing; programs of this package as tests start them, and how such a program ends; an operation of libvips that
        // tells when it is computed.
        .target(
            name: "CorpusFiles",
            dependencies: ["Renditions", nioCore],
            path: "Tests/CorpusFiles", swiftSettings: swiftSettings),
        .target(name: "BuiltPrograms", path: "Tests/BuiltPrograms", swiftSettings: swiftSettings),
        .target(name: "ProgramEnd", path: "Tests/ProgramEnd", swiftSettings: swiftSettings),
        // The built server while it runs, and a client that reaches it over a socket.
        .target(
            name: "ServedProgram",
            dependencies: [
                "BuiltPrograms", "Renditions", "RenditionsAPI", "RenditionsTesting", httpTypes, nioCore, nioHTTP1,
                nioHTTPTypes, nioHTTPTypesHTTP1, nioPosix,
            ],
            path: "Tests/ServedProgram", swiftSettings: swiftSettings),
        .target(name: "CPixelProbe", dependencies: ["CVips"], path: "Tests/CPixelProbe"),
        // Servers of AWS's protocols while they run, and tests of these servers.
        .target(
            name: "AWSServers",
            path: "Tests/AWSServers",
            exclude: [
                "README.md", "emulator", "probes", "radosgw.py", "requirements.txt", "seaweedfs.py", "servers.py",
                "setup.sh",
            ],
            swiftSettings: swiftSettings),
        .testTarget(name: "AWSServersTests", dependencies: ["AWSServers"], swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)

// `RENDITIONS_TESTS="RenditionsTests RenditionsVipsTests"` leaves of this package what those test targets need. What is built
// otherwise, as for a sanitizer, is built in half the time when it is not everything.
if let names = Context.environment["RENDITIONS_TESTS"] {
    var needed: Set<String> = []
    var open = names.split(separator: " ").map(String.init)
    while let name = open.popLast() {
        guard needed.insert(name).inserted else { continue }
        guard let target = package.targets.first(where: { $0.name == name }) else {
            fatalError("There is no target \(name).")
        }
        open += target.dependencies.compactMap {
            switch $0 {
            case .targetItem(let name, _), .byNameItem(let name, _): name
            default: nil
            }
        }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products.removeAll { ($0 as? Product.Library).map { !needed.isSuperset(of: $0.targets) } ?? true }
}
