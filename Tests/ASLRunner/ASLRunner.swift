import ASLCases
import ProgramEnd

/// Runs every case in the folders that are named through every runner, prints counts by feature, and exits with 1 when
/// one failed or none was found.
@main
struct ASLRunner {
    static func main() async {
        let folders = CommandLine.arguments.dropFirst()
        guard !folders.isEmpty else { end("Usage: ASLRunner FOLDER…", status: 2) }
        var cases: [ASLCase] = []
        do {
            for folder in folders { cases += try ASLCaseFolder.cases(in: folder) }
        } catch {
            end("\(error)", status: 1)
        }
        guard !cases.isEmpty else { end("No case was found.", status: 1) }
        var passed = 0
        var refused = 0
        var failed = 0
        for trial in ASLTrial.all {
            var report = ASLReport()
            for each in cases { report.add(await trial.judge(each), for: each) }
            print("\(trial.name):\n\(report.text)\n")
            passed += report.total.passed
            refused += report.total.refused
            failed += report.total.failed
        }
        // The plain closing line says refusals as skips: neither right nor wrong.
        print("\(passed) passed, \(failed) failed, \(refused) skipped")
        guard failed == 0, passed > 0 else { end("", status: 1) }
    }
}
