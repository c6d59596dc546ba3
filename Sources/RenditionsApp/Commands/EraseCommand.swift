internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsVips
internal import RenditionsWorkflow

/// `renditions erase`.
struct EraseCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Removes originals with everything that was made of them.",
        usage: """
            renditions erase <key> ... --originals <folder> --out <folder>
                [<options>]
            """,
        discussion: """
            Deletes the file in the folder of originals, every rendition, and of the record all but a note that it was \
            erased, which keeps late events from bringing it back. A file that is put there again later is a new original.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("Keys of originals: their paths below the folder.", valueName: "key"))
    var keys: [String]

    @OptionGroup var originals: OriginalsOption

    @OptionGroup var output: OutputOption

    @Flag(
        help: ArgumentHelp(
            "Leaves the file where it is. It is not processed again until another version is put in its place."))
    var keepOriginal = false

    @Flag(
        help: ArgumentHelp(
            "Removes what is left of originals whose files are gone. Without it a file that is not in the folder is taken "
                + "for a sign that this is the wrong one."))
    var gone = false

    @Flag(help: "Prints one JSON object a line.")
    var json = false

    func run(on console: Console) async throws {
        let keys = try keys.map(ObjectKey.init(argument:))
        _ = try OutputFolder.records(in: output.out)
        let service = try eraser()
        let failed = try await service.whileWorking { [self] in
            var failed = 0
            for key in keys where !(try await erase(key, with: service, on: console)) { failed += 1 }
            return failed
        }
        if failed > 0 { throw ExitStatus.someFailed }
    }

    /// - Returns: whether it is erased.
    private func erase(_ key: ObjectKey, with service: ImageService, on console: Console) async throws -> Bool {
        let name = key.rawValue.printable
        let isThere = try await service.processor.originals.contains(key)
        let record = try await service.processor.records.record(AssetID(original: key))?.value
        guard isThere || record != nil else {
            console.complain("not-found", "\(name): there is no such original, and no record of one.")
            return false
        }
        guard isThere || gone || record?.state == .deleted else {
            console.complain(
                "not-found",
                "\(name): there is no such file in \(originals.originals.printable). Give the folder of its original, or "
                    + "--gone where the file is gone.")
            return false
        }
        let execution = try await service.ingestor.erase(key, keepsOriginal: keepOriginal)
        let outcome = try await service.runner.outcome(of: execution.identity)
        guard case .succeeded(let output) = outcome, let result = try? output.decoded(as: EraseResult.self) else {
            console.complain(
                "execution-failed", "\(name): the erasure did not come to its end. Give the command again to go on.")
            return false
        }
        if json {
            console.print(try JSONText.line(result))
        } else {
            console.print(
                "\(name): \(result.outcome.rawValue), \(Amount.count(result.renditions, "rendition")) deleted")
        }
        return true
    }

    /// Erasing reads no image, so the recipe does not matter; what is to be processed is left to those who have theirs. An
    /// erasure that is cut off is taken up by whoever works on the same originals next.
    private func eraser() throws -> ImageService {
        try OriginalsFolder.check(originals.originals, against: output.out)
        let engine = try VipsEngine(VipsEngineConfiguration(threads: 1))
        let folder = try OutputFolder(creating: output.out)
        let processor = try ImageProcessor(
            originals: try OriginalsFolder.store(originals.originals, maximumBytes: engine.limits.inputBytes),
            renditions: folder.renditions, records: folder.records, engine: engine, recipe: .web)
        return try ImageService(
            processor, in: folder, queue: try ImageService.queue(of: [originals.originals]), executions: 8,
            workflows: [.eraseAsset])
    }
}
