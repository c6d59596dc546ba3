internal import Renditions

/// What to look at for some hints: each thing once, in the order in which it was first spoken of.
struct HintPlan {
    private(set) var files: [ObjectKey] = []
    /// Those of ``files`` that were closed by a writer or moved here.
    private(set) var whole: Set<ObjectKey> = []
    private(set) var folders: [FolderPlace] = []
    /// Those of ``folders`` that have gone from where they were, whatever stands there now.
    private(set) var goneFolders: [FolderPlace] = []
    private(set) var unusable: [String] = []
    private(set) var isLost = false
    private(set) var rootMayBeGone = false

    /// Without those that lie in another one, since folders are looked at to the bottom.
    var outermostFolders: [FolderPlace] {
        let all = Set(folders)
        return folders.filter { folder in
            var around = folder.key.map { FolderPlace(around: $0) }
            while let place = around {
                if all.contains(place) { return false }
                around = place.key.map { FolderPlace(around: $0) }
            }
            return true
        }
    }

    init(_ hints: [FolderHint]) {
        var seen: Set<ObjectKey> = []
        var seenFolders: Set<FolderPlace> = []
        for hint in hints {
            switch hint {
            case .whole(let key):
                whole.insert(key)
                if seen.insert(key).inserted { files.append(key) }
            case .appeared(let key), .gone(let key):
                if seen.insert(key).inserted { files.append(key) }
            case .folderAppeared(let folder):
                if seenFolders.insert(folder).inserted { folders.append(folder) }
            case .folderGone(let folder):
                goneFolders.append(folder)
                if seenFolders.insert(folder).inserted { folders.append(folder) }
            case .unusable(let path): unusable.append(path)
            case .lost: isLost = true
            case .rootGone: rootMayBeGone = true
            }
        }
    }
}
