extension StateLoader {
    func task(_ fields: FieldReader) -> TaskDefinition? {
        let timeout = fields.numberField("TimeoutSeconds", in: 1...99_999_999)
        let heartbeat = fields.numberField("HeartbeatSeconds", in: 1...99_999_999)
        if case .value(let timeout)? = timeout, case .value(let heartbeat)? = heartbeat, heartbeat >= timeout {
            fields.fault("HeartbeatSeconds", "A heartbeat must be shorter than the timeout.")
        }
        let parameters = fields.template("Parameters")
        let selector = fields.template("ResultSelector")
        let result = fields.resultField()
        guard let text = fields.string("Resource", isRequired: true), let resource = resource(text, fields) else {
            return nil
        }
        var function: FunctionName?
        if case .invoke = resource { function = invokedFunction(fields) }
        return TaskDefinition(
            resourceText: text, resource: resource, parameters: parameters, resultSelector: selector,
            resultPath: result,
            timeout: timeout, heartbeat: heartbeat, constantFunction: function)
    }

    private func resource(_ text: String, _ fields: FieldReader) -> TaskDefinition.Resource? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 6, parts[0] == "arn" else {
            fields.fault("Resource", "'\(text)' is no ARN.")
            return nil
        }
        switch (parts[2], parts[3], parts[5]) {
        case ("lambda", _, "function"):
            if let name = FunctionName(parsing: text) { return .function(name) }
            fields.fault("Resource", "'\(text)' names no Lambda function.")
        case ("states", "", "lambda") where parts.count == 7 && parts[6] == "invoke": return .invoke
        case ("states", "", "lambda") where parts.count == 7 && parts[6].hasPrefix("invoke."):
            fields.fault(
                "Resource", "'\(text)' waits for a token; only request and response are supported.", kind: .unsupported)
        case ("states", _, "activity"):
            fields.fault(
                "Resource", "'\(text)' is an activity; only Lambda functions are supported.", kind: .unsupported)
        case ("states", "", let service):
            fields.fault(
                "Resource", "'\(text)' calls the service \(service); only lambda:invoke is supported.",
                kind: .unsupported)
        default: fields.fault("Resource", "'\(text)' is not something that a task can call.")
        }
        return nil
    }

    /// Checks the parameters of `lambda:invoke`.
    ///
    /// - Returns: the function, where it is written in the document.
    private func invokedFunction(_ fields: FieldReader) -> FunctionName? {
        guard let parameters = fields.object("Parameters") else {
            // Fields of JSONata would hold it; those are reported elsewhere.
            if !fields.has("Arguments") { fields.fault("", "The field Parameters is missing: it names the function.") }
            return nil
        }
        var function: FunctionName?
        var namesFunction = false
        for entry in parameters.entries {
            switch entry.key {
            case "FunctionName":
                namesFunction = true
                function = entry.value.stringValue.flatMap(FunctionName.init(parsing:))
                if function == nil { fields.fault("Parameters/FunctionName", "This names no Lambda function.") }
            case "FunctionName.$": namesFunction = true
            case "Payload", "Payload.$", "Qualifier", "Qualifier.$", "Comment": continue
            case "InvocationType" where entry.value == .string("RequestResponse"): continue
            case "LogType" where entry.value == .string("None"): continue
            case "InvocationType", "InvocationType.$", "LogType", "LogType.$", "ClientContext", "ClientContext.$":
                fields.fault(
                    "Parameters/\(entry.key)", "Only a request whose response is waited for is supported.",
                    kind: .unsupported)
            default: fields.fault("Parameters/\(entry.key)", "lambda:invoke has no such parameter.")
            }
        }
        if !namesFunction { fields.fault("Parameters", "The parameter FunctionName is missing.") }
        guard let function, function.qualifier == nil, let qualifier = parameters["Qualifier"]?.stringValue else {
            return function
        }
        return FunctionName(function.name, qualifier: qualifier)
    }
}
