/// A service: how it is called in addresses, in signatures and in settings.
package struct AWSService: Hashable, Sendable {
    /// As in the settings of endpoints, in capitals: `AWS_ENDPOINT_URL_` and this.
    package var id: String
    /// The first part of the host's name.
    package var endpointName: String
    /// As in signatures, and as permissions begin: `states` of `states:StartExecution`.
    package var signingName: String
    package var rules: SigningRules

    package init(id: String, endpointName: String, signingName: String, rules: SigningRules = .general) {
        self.id = id
        self.endpointName = endpointName
        self.signingName = signingName
        self.rules = rules
    }

    /// Of services that have one name for everything.
    package init(_ name: String) {
        self.init(id: name.uppercased(), endpointName: name, signingName: name)
    }

    package static let s3 = AWSService(id: "S3", endpointName: "s3", signingName: "s3", rules: .s3)
    package static let dynamoDB = AWSService("dynamodb")
    package static let stepFunctions = AWSService(id: "SFN", endpointName: "states", signingName: "states")
    package static let lambda = AWSService("lambda")
    package static let eventBridge = AWSService(id: "EVENTBRIDGE", endpointName: "events", signingName: "events")
    package static let systemsManager = AWSService("ssm")
    package static let tokens = AWSService("sts")
    package static let accessManagement = AWSService("iam")
    package static let queues = AWSService("sqs")
    package static let logs = AWSService(id: "CLOUDWATCH_LOGS", endpointName: "logs", signingName: "logs")
    package static let monitoring = AWSService(id: "CLOUDWATCH", endpointName: "monitoring", signingName: "monitoring")
    package static let httpAPIs = AWSService(
        id: "APIGATEWAYV2", endpointName: "apigateway", signingName: "apigateway")
}
