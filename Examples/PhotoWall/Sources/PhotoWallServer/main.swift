import PhotoWall

// `swift run PhotoWallServer [folder]`, then open http://127.0.0.1:8080/
let folder = CommandLine.arguments.dropFirst().first ?? "wall"
try await PhotoWall(folder: folder).run(port: 8080)
