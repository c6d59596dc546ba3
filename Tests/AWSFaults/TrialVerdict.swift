/// What came of one run.
package struct TrialVerdict: Sendable {
    package var fault: PlannedFault?
    /// What the proxy saw.
    package var calls: [ObservedCall] = []
    /// How many calls met the fault.
    package var hits = 0
    /// Failures that a caller was told of, by code.
    package var told: [String] = []
    /// What must not be; nothing where all is well.
    package var problems: [String] = []

    /// What a run that ended by an error in the trial itself gives.
    init(_ fault: PlannedFault?, calls: [ObservedCall] = [], hits: Int = 0) {
        self.fault = fault
        self.calls = calls
        self.hits = hits
    }
}
