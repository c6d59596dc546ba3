// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who depends on Renditions resolves what only measuring needs.
let package = Package(
    name: "renditions-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "renditions", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
    ],
    targets: [
        .executableTarget(
            name: "renditions-bench",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Renditions", package: "renditions"),
                .product(name: "RenditionsVips", package: "renditions"),
            ]),
        .executableTarget(
            name: "s3-bench",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Renditions", package: "renditions"),
                .product(name: "RenditionsAWS", package: "renditions"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
