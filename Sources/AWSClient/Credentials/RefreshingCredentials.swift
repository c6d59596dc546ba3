internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Keeps what another provider gives, and asks it again before that ends.
///
/// However many ask at once, the provider is asked once. While old credentials are good still, nobody waits for new ones
/// but the one who asks for them; where getting them fails, the old ones are given as long as they are good.
package final class RefreshingCredentials: CredentialProvider {
    private let provider: any CredentialProvider
    private let skew: ClockSkew
    private let timing: Timing
    private let state = Mutex(RefreshState())

    /// - Parameter skew: what is known of the clock of those who say when credentials end.
    package init(_ provider: any CredentialProvider, skew: ClockSkew = ClockSkew(), timing: Timing = .system) {
        self.provider = provider
        self.skew = skew
        self.timing = timing
    }

    /// Where in a chain credentials were found, in words; nil where that is not known.
    package var origin: String? { (provider as? CredentialChain)?.origin }

    private var now: Date { skew.corrected(timing.now()) }

    package func credentials() async throws -> AWSCredentials {
        let now = now
        // The first to come when it is time refreshes; the rest take what there is, or wait where there is nothing.
        let (step, isFirst) = state.withLock { state in (state.step(now), state.isIdle) }
        switch step {
        case .use(let credentials): return credentials
        case .refresh(let old):
            if !isFirst, let old { return old }
            do {
                return try await refreshed()
            } catch {
                try Task.checkCancellation()
                guard let old, old.isGood(self.now) else { throw error }
                return old
            }
        }
    }

    package func discard(_ credentials: AWSCredentials) async {
        state.withLock { $0.discard(credentials) }
        await provider.discard(credentials)
    }

    private func refreshed() async throws -> AWSCredentials {
        while true {
            do {
                return try await nextRefresh()
            } catch is CancellationError where !Task.isCancelled {
                // Of the refresh that was under way, when all who waited for it left.
                continue
            }
        }
    }

    /// Waits for the refresh that is under way, or for one that it begins.
    private func nextRefresh() async throws -> AWSCredentials {
        let id = state.withLock { $0.nextID() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let begins = state.withLock { $0.wait(id, continuation, isCancelled: Task.isCancelled) }
                switch begins {
                case .cancelled: continuation.resume(throwing: CancellationError())
                case .waits: break
                case .begins: begin()
                }
            }
        } onCancel: {
            let (waiter, task) = state.withLock { $0.leave(id) }
            task?.cancel()
            waiter?.resume(throwing: CancellationError())
        }
    }

    /// In a task of its own: it serves all who wait, and must not end with the one who began it. It is cancelled when
    /// nobody waits any more.
    private func begin() {
        let task = Task { [self] in
            let result: Result<AWSCredentials, any Error>
            do {
                let credentials = try await provider.credentials()
                guard credentials.isGood(now) else {
                    throw AWSError(.expiredCredentials, "The credentials that were given have ended already.")
                }
                result = .success(credentials)
            } catch {
                result = .failure(error)
            }
            let waiters = state.withLock { $0.finish(result, now: now, random: timing.random()) }
            for waiter in waiters { waiter.resume(with: result) }
        }
        state.withLock { $0.began(task) }
    }
}
