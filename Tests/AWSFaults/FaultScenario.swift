package import AWSServers

/// What is put on trial.
package enum FaultScenario: String, Sendable, CaseIterable {
    /// An asset's whole life on S3 and DynamoDB.
    case life
    /// An object in parts, on the emulator and on a server of S3 by others.
    case parts
    case partsElsewhere = "parts-elsewhere"
    /// A workflow on Step Functions.
    case machines

    package var server: AWSServerKind { self == .partsElsewhere ? .seaweedFS : .emulator }

    /// Calls that are made as often as it takes: only the first of them is sure to come.
    func isRepeated(_ call: ObservedCall) -> Bool {
        self == .machines && call.name.description.hasSuffix(".DescribeExecution") && call.occurrence > 0
    }

    /// SeaweedFS does not hold a document against its checksum, as S3 does, and ends an upload by one that it can't read.
    func canMeet(_ kind: FaultKind, at call: ObservedCall) -> Bool {
        self != .partsElsewhere || kind != .corrupt || !call.name.description.hasPrefix("POST")
    }

    /// Runs it once.
    ///
    /// - Parameter story: of the run without faults; only ``life`` has one.
    package func run(
        _ fault: PlannedFault?, _ story: LifeStory? = nil, _ subject: FaultSubject = FaultSubject()
    ) async -> (TrialVerdict, LifeStory?) {
        let plan = FaultPlan(fault)
        do {
            return try await TrialSite.with(server, plan, hasTable: self == .life, retries: subject.retries) { site in
                switch self {
                case .life:
                    let (verdict, told) = try await LifeTrial(site, subject).run(story)
                    return (verdict, told)
                case .parts, .partsElsewhere: return (try await PartsTrial(site).run(), nil)
                case .machines: return (try await MachinesTrial(site).run(), nil)
                }
            }
        } catch {
            var verdict = TrialVerdict(fault, calls: plan.calls, hits: plan.hits)
            verdict.problems = ["the trial itself failed: \(error)"]
            return (verdict, nil)
        }
    }
}
