public import RenditionsWorkflow

/// Objects of S3 that a case needs, as a source of items.
public struct ASLItems: ItemSource {
    private let bodies: [String: String]

    init(_ objects: [JSONValue]) {
        bodies = objects.reduce(into: [:]) { bodies, object in
            let (bucket, key) = (object["bucket"]?.stringValue ?? "", object["key"]?.stringValue ?? "")
            bodies["\(bucket)/\(key)"] = object["body"]?.stringValue ?? ""
        }
    }

    public func items(_ request: ItemRequest) throws -> [JSONValue] {
        guard let bucket = request.bucket, let key = request.parameters["Key"]?.stringValue,
            let body = bodies["\(bucket)/\(key)"]
        else { throw ItemSourceError("There is no such object.") }
        return try ItemText.items(body, request.configuration)
    }
}
