internal import ArgumentParser
internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsVips

/// `renditions render`.
struct RenderCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Makes the renditions of one image as plain files.",
        usage: """
            renditions render <file> --recipe <file|name> --out <folder> [<options>]
            """,
        discussion: """
            Every rendition becomes a file that has its name and the extension of its format, such as w640.webp. Files \
            that are there already are replaced, each whole. Nothing is skipped or recorded, and the recipe's analysis \
            is not made: for that there is `renditions process`. When one rendition can't be made, none is written.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("An image file.", valueName: "file"))
    var file: String

    @OptionGroup var recipe: RecipeOption

    @Option(help: ArgumentHelp("The folder for the files; made where it is missing.", valueName: "folder"))
    var out: String

    @OptionGroup var overlays: OverlaysOption

    @Flag(help: "Prints one JSON object a line for every file, instead of the table.")
    var json = false

    @OptionGroup var engine: EngineOptions

    func validate() throws { try PathCheck.refuseEmpty("--out", out) }

    func run(on console: Console) async throws {
        let recipe = try recipe.load()
        let engine = try engine.engine(threads: 1)
        let overlays = try await overlayFiles(of: recipe, limit: engine.limits.inputBytes)
        let images: [RenderedImage]
        do {
            var source = try Inspection.source(file, limit: engine.limits.inputBytes)
            source.overlays = overlays
            let made = try await engine.render(recipe.renditions, from: source)
            // They come in the order in which they were made.
            images = recipe.renditions.compactMap { rendition in made.first { $0.name == rendition.name } }
        } catch let error as StoreError {
            console.complain(error.code.description, "\(file.printable): \(error.message.inToolWords)")
            throw ExitStatus.someFailed
        } catch let error as RenderError where ExitStatus(error) == .someFailed {
            console.complain(error.code.description, "\(file.printable): \(error.message.inToolWords)")
            throw ExitStatus.someFailed
        }
        try report(try write(images), on: console)
    }

    /// - Throws: `RenderError` with code `missing-overlay`, ``ToolFailure``, `StoreError`.
    private func overlayFiles(of recipe: Recipe, limit: Int) async throws -> [ObjectKey: ByteBuffer] {
        guard let store = try await overlays.store(for: recipe, maximumBytes: limit) else { return [:] }
        var files: [ObjectKey: ByteBuffer] = [:]
        for key in recipe.overlays { files[key] = try await store.get(key).body.collect(upTo: limit) }
        return files
    }

    /// - Throws: ``ToolFailure`` when the image itself would be replaced; `StoreError`.
    private func write(_ images: [RenderedImage]) throws -> [RenderedFile] {
        let files = images.map { RenderedFile($0, in: out) }
        if let source = FilePaths.resolved(file), files.contains(where: { FilePaths.resolved($0.path) == source }) {
            throw ToolFailure.usage("\(file.printable) would be replaced by its own rendition. Choose another folder.")
        }
        try FileWriter.makeFolder(out)
        for (image, file) in zip(images, files) {
            try Task.checkCancellation()
            try FileWriter.write(image.bytes, to: file.path)
        }
        return files
    }

    private func report(_ files: [RenderedFile], on console: Console) throws {
        guard !json else {
            for file in files { console.print(try JSONText.line(file)) }
            return
        }
        var table = TextTable(["rendition", "file", ">size", ">bytes"])
        for file in files {
            table.append([file.rendition, file.path.printable, "\(file.size)", Amount.grouped(file.bytes)])
        }
        for line in table.lines { console.print(line) }
        for file in files where file.isIncomplete {
            console.note("\(file.path.printable): part of the original is missing or damaged and was filled up")
        }
    }
}
