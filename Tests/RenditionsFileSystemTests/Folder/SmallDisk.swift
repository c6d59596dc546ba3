import BuiltPrograms
import CorpusFiles
import Foundation
import Testing

/// A file system of one mebibyte, which only the command that is started on it sees.
enum SmallDisk {
    static let advice: Comment =
        "no small file system can be mounted: run this as root, or allow namespaces of users, on Linux"

    static var mayBeMade: Bool { namespace != nil || Requirement.all }

    /// A command that mounts it and then becomes another.
    static func command(at folder: String, running command: [String]) throws -> [String] {
        let mount = "mount -t tmpfs -o size=1m tmpfs \"$0\" && exec \"$@\""
        return try #require(namespace, advice) + ["sh", "-c", mount, folder] + command
    }

    /// Root needs no namespace of users, which some machines forbid; others have to be root in one.
    private static let namespace: [String]? = [
        ["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"],
    ].first { namespace in
        let probe = namespace + ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", NSTemporaryDirectory()]
        return (try? ProgramRun(probe))?.status == 0
    }
}
