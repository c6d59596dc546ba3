import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// Records, one by one and in lists.
    static let images: [APICheck] = [
        APICheck("image-tells-what-a-page-needs") { trial in
            let image = try await trial.uploaded(trial.image())
            let set = image["srcset"]?["image/png"]?.stringValue ?? ""
            try expect(set.contains(" 12w, ") && set.hasSuffix(" 24w"), "The srcset must have both widths: \(set)")
            let picture = image["picture"]?.stringValue ?? ""
            try expect(
                picture.hasPrefix("<picture><img src=\"") && picture.contains("width=\"24\" height=\"18\""),
                "The markup must show the widest rendition: \(picture)")
            try expect(!image.json.contains("uploads/"), "An image must not tell its key.")
        },
        APICheck("image-has-an-entity-tag") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image()))
            let reply = try await trial.send(.get, path)
            guard let tag = reply.head.headerFields[.eTag] else { throw CheckFailure("There is no ETag.") }
            let again = try await trial.send(.get, path, [.ifNoneMatch: "\"other\", W/\(tag)"])
            try again.expect(.notModified)
            try expect(again.body.readableBytes == 0, "304 has no content.")
        },
        APICheck("unknown-image-is-not-found") { trial in
            for path in [
                "/images/nothing", "/images/nothing/renditions/small", "/images/nothing/original",
                "/images/nothing/events",
            ] {
                try await trial.send(.get, path).expect(Problem.Code.notFound)
            }
            try await trial.send(.delete, "/images/nothing").expect(Problem.Code.notFound)
        },
        APICheck("list-goes-on-page-by-page") { trial in
            var wanted: Set<JSONValue> = []
            for _ in 0..<3 { if let id = try await trial.uploaded(trial.image())["id"] { wanted.insert(id) } }
            var path: String? = "/images?limit=2&order=id&state=ready"
            var seen: [JSONValue] = []
            while let current = path {
                let reply = try await trial.send(.get, current)
                try reply.expect(.ok)
                let images = try reply.json["images"]?.arrayValue ?? []
                try expect(images.count <= 2, "A page must have at most two images.")
                seen += images.compactMap { $0["id"] }
                path = try reply.json["next"]?.stringValue?.path
                if let path {
                    try reply.expect(
                        HTTPField.Name("Link")!, "<\(try reply.json["next"]?.stringValue ?? path)>; rel=\"next\"")
                }
            }
            try expect(seen.count == Set(seen).count, "No image may come twice.")
            try expect(wanted.isSubset(of: seen), "Every image must come.")
        },
        APICheck("list-refuses-what-it-does-not-know") { trial in
            for query in [
                "limit=0", "limit=201", "limit=x", "order=best", "state=gone", "cursor=nothing", "colour=red",
                "limit=1&limit=2", "updated-from=yesterday", "similar-to=nothing", "distance=65", "state=%ff",
            ] {
                try await trial.send(.get, "/images?\(query)").expect(Problem.Code.invalidRequest)
            }
        },
        APICheck("list-has-no-content-for-head") { trial in
            let reply = try await trial.send(.head, "/images?limit=1")
            try reply.expect(.ok)
            try expect(reply.body.readableBytes == 0, "An answer to HEAD has no content.")
        },
    ]
}
