import HTTPTypes
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// What is there before there is any image.
    static let service: [APICheck] = [
        APICheck("health-is-alive") { trial in
            let reply = try await trial.send(.get, "/health")
            try reply.expect(.ok)
            try expect(try reply.json["status"] == "alive", "The health must be alive.")
        },
        APICheck("readiness-names-its-parts") { trial in
            let reply = try await trial.send(.get, "/ready")
            try reply.expect(.ok)
            let checks = try reply.json["checks"]?.objectValue
            let wanted = ["originals", "renditions", "records", "notes", "workflows"]
            try expect(checks?.keys == wanted, "The parts must be \(wanted).")
        },
        APICheck("description-has-every-route") { trial in
            let reply = try await trial.send(.get, "/openapi.json")
            try reply.expect(.ok)
            let document = try reply.json
            try expect(document["openapi"] == "3.1.0", "The description must be OpenAPI 3.1.0.")
            for route in APIRoute.allCases {
                let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
                try expect(operation?["responses"] != nil, "The description lacks \(route.method) \(route.path).")
            }
        },
        APICheck("unknown-paths-are-not-found") { trial in
            for path in ["/nothing", "/images/x/y", "/images/x/renditions", "/images//events", "/uploads/a/b"] {
                try await trial.send(.get, path).expect(Problem.Code.notFound)
            }
        },
        APICheck("other-methods-are-refused") { trial in
            let reply = try await trial.send(.put, "/images", body: [1])
            try reply.expect(Problem.Code.methodNotAllowed)
            try reply.expect(.allow, "POST, GET, HEAD, OPTIONS")
            try await trial.send(.post, "/images/x", body: [1]).expect(Problem.Code.methodNotAllowed)
        },
        APICheck("options-tell-the-methods") { trial in
            let reply = try await trial.send(.options, "/images/x")
            try reply.expect(.noContent)
            try reply.expect(.allow, "GET, HEAD, DELETE, OPTIONS")
        },
        APICheck("paths-are-decoded-once") { trial in
            for path in [
                "/images/%2e%2e", "/images/..", "/images/%252e", "/images/a%2fb", "/images/%00", "/images/%ff",
            ] {
                let status = try await trial.send(.get, path).head.status
                try expect(
                    [400, 404].contains(status.code), "\(path) must be refused, not answered with \(status.code).")
            }
        },
        APICheck("every-answer-forbids-sniffing") { trial in
            for path in ["/health", "/images", "/nothing"] {
                let reply = try await trial.send(.get, path)
                try reply.expect(.xContentTypeOptions, "nosniff")
                try reply.expect(.contentSecurityPolicy, "default-src 'none'; sandbox")
            }
        },
    ]
}
