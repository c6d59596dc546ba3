internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

/// The description of the API in OpenAPI 3.1, made of the table of its routes.
struct OpenAPIDocument: Sendable {
    let access: AccessPolicy
    let configuration: ImageAPI.Configuration

    var json: JSONValue {
        var paths = JSONObject()
        for route in APIRoute.allCases where paths[route.path] == nil {
            var item = JSONObject()
            let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
            if !names.isEmpty { item["parameters"] = .array(names.map { Self.parameter(String($0)) }) }
            for other in APIRoute.allCases where other.path == route.path {
                item[other.method.rawValue.lowercased()] = operation(other)
            }
            paths[route.path] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Renditions", "version": "1",
                "description": "Takes images, makes renditions of them, and serves those.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(server)]],
            "paths": .object(paths),
            "components": ["schemas": OpenAPISchemas.all, "securitySchemes": ["bearer": Self.bearer]],
        ]
    }

    private var server: String {
        let base = configuration.basePath.split(separator: "/").map { "/" + $0 }.joined()
        return configuration.origin + base + (configuration.origin.isEmpty && base.isEmpty ? "/" : "")
    }

    private static let bearer: JSONValue = ["type": "http", "scheme": "bearer"]

    private static func parameter(_ name: String) -> JSONValue {
        let schema: JSONValue =
            switch name {
            case "id": ["type": "string", "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$"]
            default: ["type": "string", "minLength": 1]
            }
        return ["name": .string(name), "in": "path", "required": true, "schema": schema]
    }

    private func operation(_ route: APIRoute) -> JSONValue {
        let description = RouteDescription(route, configuration)
        var operation = JSONObject()
        operation["operationId"] = .string(route.rawValue)
        operation["summary"] = .string(description.summary)
        if !description.parameters.isEmpty { operation["parameters"] = .array(description.parameters) }
        if let body = description.body { operation["requestBody"] = body }
        operation["responses"] = responses(route, description)
        operation["security"] = security(of: route)
        return .object(operation)
    }

    /// Nothing where nobody has to say who they are.
    private func security(of route: APIRoute) -> JSONValue {
        guard let scope = route.scope, access[scope] != .anyone else { return [] }
        return [["bearer": [.string(scope.rawValue)]]]
    }

    private func responses(_ route: APIRoute, _ description: RouteDescription) -> JSONValue {
        var responses: [Int: JSONValue] = [:]
        for answer in description.answers { responses[answer.status] = Self.response(answer) }
        var problems = description.problems + RouteDescription.problemsOfAll
        if route.scope != nil { problems += RouteDescription.problemsOfAccess }
        for (status, codes) in Dictionary(grouping: problems, by: \.status.code) where responses[status] == nil {
            let titles = codes.reduce(into: [String]()) { if !$0.contains($1.title) { $0.append($1.title) } }
            responses[status] = [
                "description": .string(titles.joined(separator: "; ") + "."),
                "content": ["application/problem+json": ["schema": .schema("Problem")]],
            ]
        }
        return .object(
            JSONObject(responses.sorted { $0.key < $1.key }.map { .init(key: "\($0.key)", value: $0.value) }))
    }

    private static func response(_ answer: RouteDescription.Answer) -> JSONValue {
        var response = JSONObject()
        response["description"] = .string(answer.text)
        if let content = answer.content {
            var object = JSONObject()
            object[content.type] = ["schema": content.schema]
            // A part that is out of reach is told by the gate as well, as a problem.
            if answer.status == 503 { object["application/problem+json"] = ["schema": .schema("Problem")] }
            response["content"] = .object(object)
        }
        if !answer.fields.isEmpty {
            var fields = JSONObject()
            for field in answer.fields { fields[field] = ["schema": ["type": "string"]] }
            response["headers"] = .object(fields)
        }
        return .object(response)
    }
}
