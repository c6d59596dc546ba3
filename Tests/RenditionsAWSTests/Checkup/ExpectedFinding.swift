import RenditionsAWS
import Testing

/// What is to be found: the subject, what was looked at, and a part of the text.
typealias ExpectedFinding = (String, DeploymentFinding.Check, DeploymentFinding.Verdict, String)

/// That these are the findings that are not fine, and no others.
func expect(
    _ findings: [DeploymentFinding], _ expected: [ExpectedFinding], sourceLocation: SourceLocation = #_sourceLocation
) {
    let wrong = findings.filter { $0.verdict != .fine }
    #expect(
        wrong.map { "\($0.subject): \($0.check)" } == expected.map { "\($0.0): \($0.1)" },
        sourceLocation: sourceLocation)
    for (finding, (_, _, verdict, text)) in zip(wrong, expected) {
        #expect(finding.verdict == verdict, "\(finding)", sourceLocation: sourceLocation)
        #expect(finding.text.contains(text), "\(finding)", sourceLocation: sourceLocation)
    }
}
