internal import RenditionsLambda

extension LambdaEnvironment {
    /// Nil where the variable is missing or empty: a template sets what it has no value for to nothing.
    func value(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// With commas between the items, and spaces around them where somebody likes that.
    func list(_ name: String) -> [String]? {
        value(name)?.split(separator: ",").map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }
            .filter { !$0.isEmpty }
    }
}

extension LambdaError {
    /// - Parameter problem: what is wrong with the variable and what to do, as one or two sentences. Never its value, which
    ///   may be secret by mistake.
    init(variable name: String, _ problem: String, cause: (any Error)? = nil) {
        self.init(.invalidEnvironment, "The variable \(name) can't be used: \(problem)", cause: cause)
    }
}
