import BuiltPrograms
import Testing

/// Whether the driver of workers notices what it is there to notice.
@Suite("Workers that don't do what they say", .serialized)
struct KillWorkersCheckTests {
    @Test(arguments: [
        ("repeats", "was overwritten"), ("keeps", "has outlived its original"), ("garbles", "is of something else"),
        ("loses", "is not stored"),
    ])
    func areFound(sabotage: String, violation: String) throws {
        let folder = try ScratchFolder()
        let run = try ProgramRun([
            BuiltProgram("KillWorkers").path, "drive", "--rounds", "4", "--seed", "1", "--sabotage", sabotage, "--root",
            folder("run"),
        ])
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(try run.output.contains(Regex("VIOLATION: .*\(violation)")), "\(run.output)")
        #expect(run.errors.contains("make kill-workers ROUNDS=4 SEED=1"))
    }
}
