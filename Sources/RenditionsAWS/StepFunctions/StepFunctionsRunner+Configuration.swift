extension StepFunctionsRunner {
    /// Which state machines a runner has, and who carries their tasks out.
    public struct Configuration: Sendable {
        /// What the ARNs of all machines begin with; a workflow's name follows. As in
        /// `arn:aws:states:eu-central-1:123456789012:stateMachine:renditions-`.
        public var machines: String
        /// The workflows whose executions are listed where nobody says of which; nil for those of all machines that are there,
        /// which takes the permission to list machines. Whoever may not see the executions of every machine names those that
        /// may be seen.
        public var workflows: [String]?
        /// The ARN of the role that machines call functions with. Nil where machines are published by others, as by a
        /// deployment: then nothing is published here, and what is started is the machine that is there.
        public var role: String?
        /// The ARNs of functions, with a version or an alias or without, by the names that documents have for them. Typed tasks
        /// are behind `TaskRegistry.tasksFunction`.
        public var functions: [String: String]
        /// The alias that leads to the version published last; nil for none. Default: `live`.
        public var alias: String?
        /// Whether machines are traced with X-Ray. Default: nil, which leaves each as it is.
        public var isTraced: Bool?
        /// How long it may take, at most, to notice what has happened in an execution. Default: 2 s.
        public var pollInterval: Duration

        public init(
            machines: String, workflows: [String]? = nil, role: String? = nil, functions: [String: String] = [:],
            alias: String? = "live", isTraced: Bool? = nil, pollInterval: Duration = .seconds(2)
        ) {
            self.machines = machines
            self.workflows = workflows
            self.role = role
            self.functions = functions
            self.alias = alias
            self.isTraced = isTraced
            self.pollInterval = pollInterval
        }
    }
}
