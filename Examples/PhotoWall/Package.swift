// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "photo-wall",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "renditions", path: "../.."),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.0.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.6.0"),
    ],
    targets: [
        .target(
            name: "PhotoWall",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Renditions", package: "renditions"),
                .product(name: "RenditionsAPI", package: "renditions"),
                .product(name: "RenditionsFileSystem", package: "renditions"),
                .product(name: "RenditionsServer", package: "renditions"),
                .product(name: "RenditionsTasks", package: "renditions"),
                .product(name: "RenditionsVips", package: "renditions"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(name: "PhotoWallServer", dependencies: ["PhotoWall"]),
        .testTarget(
            name: "PhotoWallTests",
            dependencies: [
                "PhotoWall",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "RenditionsTesting", package: "renditions"),
            ]),
    ]
)
