import BuiltPrograms
import CorpusFiles
import Foundation
import Testing

/// Commands that may not read what the modes of files forbid. The superuser may, unless it gives that up.
enum Unprivileged {
    static let advice: Comment =
        "root can't give up its right to read everything: install setpriv, or run as another user"

    static var isPossible: Bool { prefix != nil || Requirement.all }

    static func command(running command: [String]) throws -> [String] { try #require(prefix, advice) + command }

    private static let prefix: [String]? = {
        guard geteuid() == 0 else { return [] }
        let rights = "-dac_override,-dac_read_search"
        let command = ["setpriv", "--inh-caps=\(rights)", "--bounding-set=\(rights)"]
        return (try? ProgramRun(command + ["true"]))?.status == 0 ? command : nil
    }()
}
