/// How connections are made and kept.
package struct AWSHTTPConfiguration: Hashable, Sendable {
    /// How long a connection may take to be made, with TLS. Default 5 s.
    package var connectTimeout: Duration
    /// How long nothing may come or go while a request or a reply is under way. Default 30 s.
    package var idleTimeout: Duration
    /// Connections to one host at once; further calls wait for one, as long as ``patience`` says. One is in use until its reply
    /// was read or let go of. Default 64.
    package var connectionsPerHost: Int
    /// How long a call waits for a connection while others have them all. Shorter than ``AWSTimeouts/attempt``, so that whoever
    /// waits in vain is told for what. Default 25 s.
    package var patience: Duration
    /// How long a connection is kept that nobody uses. Shorter than servers keep theirs, so that calls seldom meet one that
    /// is being closed. Default 15 s.
    package var keepAlive: Duration
    /// What the header `User-Agent` says.
    package var userAgent: String

    package init(
        connectTimeout: Duration = .seconds(5), idleTimeout: Duration = .seconds(30), connectionsPerHost: Int = 64,
        patience: Duration = .seconds(25), keepAlive: Duration = .seconds(15), userAgent: String = "renditions"
    ) {
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
        self.connectionsPerHost = connectionsPerHost
        self.patience = patience
        self.keepAlive = keepAlive
        self.userAgent = userAgent
    }
}
