internal import ArgumentParser
internal import Renditions
internal import RenditionsWorkflow

/// What a task of the application does to the stores, as a command line says it: `screen-image=originals:read,records:read+write`.
struct DeclaredTask: Hashable, Sendable, ExpressibleByArgument {
    var name: TaskName
    var uses: StoreUses

    /// Nil for what is not written so. A task that does nothing to the stores has nothing behind the equals sign.
    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let name = TaskName(parts[0])
        guard name.isValid else { return nil }
        var uses: StoreUses = [:]
        for text in parts[1].split(separator: ",", omittingEmptySubsequences: false) where !parts[1].isEmpty {
            let access = text.split(separator: ":", omittingEmptySubsequences: false)
            guard access.count == 2, let store = StoreUses.Store(rawValue: String(access[0])) else { return nil }
            let actions = access[1].split(separator: "+", omittingEmptySubsequences: false).map {
                StoreUses.Action(rawValue: String($0))
            }
            guard !actions.contains(nil) else { return nil }
            uses = uses.union(StoreUses([store: Set(actions.compactMap(\.self))]))
        }
        self.name = name
        self.uses = uses
    }

    /// The words that there are.
    static var words: String {
        let stores = StoreUses.Store.allCases.map(\.rawValue).joined(separator: ", ")
        let actions = StoreUses.Action.allCases.map(\.rawValue).joined(separator: ", ")
        return "Stores are \(stores); \(actions) can be done to them."
    }
}
