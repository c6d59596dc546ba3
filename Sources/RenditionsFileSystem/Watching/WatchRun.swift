internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One reading of a watched folder's events: looks where something may have changed, and compares with what was told.
///
/// Works only while somebody waits for an event. What happens meanwhile waits in the buffers of the changes, which say so
/// when they were not large enough.
actor WatchRun {
    private let tree: PlainTree
    private let book: WatchBook
    private let configuration: FolderWatcher.Configuration
    private let clock: WatchClock
    private let threads: BlockingThreads
    private let makeChanges: @Sendable () throws -> (any FolderChanges)?

    /// Nil where nobody tells of changes, and the folder is read again and again.
    private var changes: (any FolderChanges)?
    private var hasStarted = false
    /// Of each file, what was told last; nil for something that was not acknowledged before the start.
    private var told: WatchBook.Told = [:]
    private var settling: Settling
    private var unreadable: Set<FolderPlace> = []
    private var nextScan: Duration?
    private var reported: Set<String> = []
    /// Of a folder that has more problems than this, the rest is not worth the memory.
    private static let maximumReportCount = 10_000
    /// Events that are found and not yet on their way.
    private var found: [FolderDelivery] = []
    private var ready: ArraySlice<FolderDelivery> = []
    /// Only compared; another one in each run, so that nothing old is taken for something new.
    private var lastNumber = Int64.random(in: 0..<1 << 62)

    init(
        tree: PlainTree, book: WatchBook, threads: BlockingThreads, configuration: FolderWatcher.Configuration,
        makeChanges: @escaping @Sendable () throws -> (any FolderChanges)?
    ) {
        self.tree = tree
        self.book = book
        self.threads = threads
        self.configuration = configuration
        self.makeChanges = makeChanges
        clock = WatchClock(configuration.clock)
        settling = Settling(time: configuration.settleTime)
    }

    func next() async throws -> FolderDelivery {
        while true {
            try Task.checkCancellation()
            if let delivery = ready.popFirst() { return delivery }
            try await step()
            if !found.isEmpty {
                try await book.willTell(found)
                ready = found[...]
                found = []
            }
        }
    }

    private func step() async throws {
        guard hasStarted else { return try await start() }
        let hints = try await wait()
        try Task.checkCancellation()
        try await follow(hints)
        try await lookAtSettled()
        if let due = nextScan, due <= clock.elapsed() { try await scanAgain() }
    }

    private func start() async throws {
        told = try await book.load()
        if configuration.usesSystemEvents {
            do {
                changes = try makeChanges()
            } catch let failure as SystemCallError {
                reportShortage(failure)
            }
        }
        let known = told.count
        try await look(at: .root)
        try refuseEmptied(known)
        hasStarted = true
    }

    /// What is mounted nowhere looks like a folder from which everything was removed.
    private func refuseEmptied(_ known: Int) throws {
        guard !configuration.acceptsEmptied, known > 0, settling.nextDue == nil,
            found.count == known, found.allSatisfy({ $0.event.kind == .removed })
        else { return }
        throw StoreError(
            .unavailable,
            "The folder is empty, though \(known) files of it are known. Is it mounted? Where they were all removed on "
                + "purpose, say that an emptied folder is accepted.")
    }

    /// Until there are hints, or it is time for something.
    private func wait() async throws -> [FolderHint] {
        let due = [settling.nextDue, nextScan].compactMap(\.self).min().map { $0 - clock.elapsed() }
        if let due, due <= .zero, changes == nil { return [] }
        return await withTaskGroup(of: [FolderHint].self) { [changes, clock] group in
            if let changes { group.addTask { await changes.next() } }
            if let due {
                group.addTask {
                    if due > .zero { try? await clock.sleep(due) }
                    return []
                }
            }
            var hints = await group.next() ?? []
            group.cancelAll()
            // Hints that were taken at the same moment must not get lost.
            for await more in group { hints += more }
            return hints
        }
    }

    private func follow(_ hints: [FolderHint]) async throws {
        guard !hints.isEmpty else { return }
        let plan = HintPlan(hints)
        for path in plan.unusable {
            report(path, StoreError(.invalidKey, "The name can't be a key. Rename it."))
        }
        if plan.isLost || plan.rootMayBeGone {
            changes?.forget(.root)
            try await look(at: .root)
        } else {
            for folder in plan.goneFolders { changes?.forget(folder) }
            for folder in plan.outermostFolders { try await look(at: folder) }
        }
        try await look(atFiles: plan.files, whole: plan.whole)
    }

    private func lookAtSettled() async throws {
        let now = clock.elapsed()
        let due = settling.due(at: now)
        guard !due.isEmpty else { return }
        for (key, finding) in try await findings(due) {
            guard let finding else { continue }
            if case .file(let state) = finding, settling.hasStoodStill(key, as: state, at: now) {
                settling.remove(key)
                if told[key] != .some(state) { tell(.created, key, state) }
            } else {
                take(finding, of: key)
            }
        }
    }

    private func scanAgain() async throws {
        let folders = changes == nil ? [FolderPlace.root] : Array(unreadable)
        nextScan = nil
        for folder in folders { try await look(at: folder) }
    }

    /// Reads a folder and those in it, and compares.
    private func look(at folder: FolderPlace) async throws {
        let known = Set(told.keys).union(settling.keys).filter { folder.holds($0) }
        let look = try await threads.run { [tree, changes] in
            guard try folder != .root || tree.isInPlace() else {
                throw StoreError(.notFound, "The watched folder was removed, moved or unmounted.")
            }
            return try FolderLook(at: folder, in: tree, known: Array(known), watching: changes)
        }
        let now = clock.elapsed()
        for (key, state) in look.files {
            if told[key] == .some(state) { settling.remove(key) } else { settling.note(key, state, at: now) }
        }
        for key in look.missing.sorted() { take(.nothing, of: key) }
        for problem in look.problems { report(problem.path, problem.error) }
        unreadable = unreadable.filter { !$0.lies(in: folder) }
        for (place, error) in look.unreadable {
            unreadable.insert(place)
            report(place.key?.rawValue ?? "", error)
        }
        if let failure = look.watchFailure { reportShortage(failure) }
        if changes == nil || !unreadable.isEmpty { nextScan = nextScan ?? now + configuration.scanInterval }
    }

    private func look(atFiles keys: [ObjectKey], whole: Set<ObjectKey>) async throws {
        guard !keys.isEmpty else { return }
        for (key, finding) in try await findings(keys) {
            guard let finding else { continue }
            if case .file(let state) = finding {
                if whole.contains(key) {
                    settling.remove(key)
                    // Told even when nothing seems to have changed: time has steps, and two writes fit into one.
                    tell(.created, key, state)
                } else if told[key] != .some(state) {
                    // Its writer will close it; but a name that was linked to a finished file is closed by nobody, and
                    // nothing tells the two apart.
                    settling.note(key, state, at: clock.elapsed())
                }
            } else {
                take(finding, of: key)
            }
        }
    }

    /// What stands under each key; nil where a folder on the way can't be read. Such a folder is tried again later, and the
    /// file is found then.
    private func findings(_ keys: [ObjectKey]) async throws -> [(ObjectKey, PlainTree.Finding?)] {
        let findings = try await threads.run { [tree] in
            keys.map { key in (key, try? tree.finding(under: key)) }
        }
        for (key, finding) in findings where finding == nil {
            settling.remove(key)
            unreadable.insert(FolderPlace(around: key))
            nextScan = nextScan ?? clock.elapsed() + configuration.scanInterval
        }
        return findings
    }

    /// Takes note of what was found where no event follows at once.
    private func take(_ finding: PlainTree.Finding, of key: ObjectKey) {
        if case .file(let state) = finding {
            settling.note(key, state, at: clock.elapsed())
        } else {
            settling.remove(key)
            if told[key] != nil { tell(.removed, key, nil) }
        }
    }

    private func tell(_ kind: IngestEvent.Kind, _ key: ObjectKey, _ state: FileState?) {
        if let state { told.updateValue(state, forKey: key) } else { told.removeValue(forKey: key) }
        let event = IngestEvent(
            kind, key, bucket: configuration.name, size: state?.size,
            time: state.map { Date(timeIntervalSince1970: Double($0.modified) / 1e9).roundedToMilliseconds },
            source: .folder)
        lastNumber += 1
        found.append(FolderDelivery(event: event, number: lastNumber, state: state, book: book))
    }

    private func report(_ path: String, _ error: StoreError) {
        guard reported.count < Self.maximumReportCount, reported.insert("\(error.code) \(path)").inserted else {
            return
        }
        configuration.report(FolderProblem(path, error))
    }

    private func reportShortage(_ failure: SystemCallError) {
        changes = nil
        nextScan = clock.elapsed() + configuration.scanInterval
        report(
            "",
            StoreError(
                .unavailable,
                "The system watches no more folders for this user, and the folder is read every "
                    + "\(configuration.scanInterval) instead. Raise fs.inotify.max_user_watches or max_user_instances.",
                cause: failure))
    }
}
