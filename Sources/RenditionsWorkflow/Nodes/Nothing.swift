/// An empty body: the value goes on as it is.
public struct Nothing: Sendable {}
