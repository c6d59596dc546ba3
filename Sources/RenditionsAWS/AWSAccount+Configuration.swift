package import AWSClient
internal import Renditions

extension AWSAccount {
    /// How calls to AWS are made. Objects of S3 may be large, so that how long these may take is a setting of their store.
    public struct Configuration: Hashable, Sendable {
        /// How often a call is made before its failure counts, from 1 to 20. Between them are waits by chance, of up to 50,
        /// 100, 200 ms and so on. Default: 4.
        public var attempts: Int
        /// How long a single call may take until its reply is there, more than nothing; nil for no limit. Default: 30 s.
        public var attemptTimeout: Duration?
        /// How long a call may take with all that repeat it and the waits between, more than nothing; nil for no limit.
        /// Default: nil.
        public var timeout: Duration?
        /// How long a connection may take to be made, more than nothing. Default: 5 s.
        public var connectTimeout: Duration
        /// Connections to one host at once, from 1 to 10,000; further calls wait for one, for less than a call may take and for
        /// up to 25 s. Default: 64.
        public var connectionsPerHost: Int

        public init(
            attempts: Int = 4, attemptTimeout: Duration? = .seconds(30), timeout: Duration? = nil,
            connectTimeout: Duration = .seconds(5), connectionsPerHost: Int = 64
        ) {
            self.attempts = attempts
            self.attemptTimeout = attemptTimeout
            self.timeout = timeout
            self.connectTimeout = connectTimeout
            self.connectionsPerHost = connectionsPerHost
        }

        /// - Throws: `StoreError` with code `invalid-request`.
        func validate() throws {
            func check(_ isRight: Bool, _ message: String) throws {
                guard isRight else { throw StoreError(.invalidRequest, message) }
            }
            try check((1...20).contains(attempts), "Attempts must be from 1 to 20, and are \(attempts).")
            try check(
                (1...10_000).contains(connectionsPerHost),
                "Connections per host must be from 1 to 10,000, and are \(connectionsPerHost).")
            for limit in [attemptTimeout, timeout, connectTimeout] {
                try check(limit.map { $0 > .zero } ?? true, "A time limit must be more than nothing.")
            }
        }

        package var retries: AWSRetryPolicy { AWSRetryPolicy(attempts: attempts) }
        package var timeouts: AWSTimeouts { AWSTimeouts(attempt: attemptTimeout, total: timeout) }
        package var http: AWSHTTPConfiguration {
            var http = AWSHTTPConfiguration(connectTimeout: connectTimeout, connectionsPerHost: connectionsPerHost)
            // Whoever waits for a connection in vain is to hear of that, and not that the service is slow.
            if let attemptTimeout { http.patience = min(http.patience, attemptTimeout * 0.8) }
            return http
        }
    }
}
