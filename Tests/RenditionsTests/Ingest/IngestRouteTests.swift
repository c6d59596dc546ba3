import Foundation
import Renditions
import Testing

/// No application starts whose results are its own originals.
@Suite struct IngestRouteTests {
    private static let bucket = StoreIdentity.bucket("images")

    @Test(arguments: [
        (StorePlace(bucket), StorePlace(bucket)),
        (StorePlace(bucket), StorePlace(bucket, prefix: "renditions/")),
        (StorePlace(bucket, prefix: "originals/"), StorePlace(bucket)),
        (StorePlace(bucket, prefix: "a/"), StorePlace(bucket, prefix: "a/b/")),
        // A prefix is a text and not a folder: `a/` begins with `a`.
        (StorePlace(bucket, prefix: "a"), StorePlace(bucket, prefix: "ab/")),
        (
            StorePlace(.bucket("images", endpoint: "http://localhost:9000/")),
            StorePlace(.bucket("images", endpoint: "HTTP://localhost:9000"))
        ),
        (StorePlace(.folder(resolvedPath: "/data/in")), StorePlace(.folder(resolvedPath: "/data/in"))),
        (StorePlace(.folder(resolvedPath: "/data")), StorePlace(.folder(resolvedPath: "/data/out"))),
        (StorePlace(.folder(resolvedPath: "/data/in/deep")), StorePlace(.folder(resolvedPath: "/data/in"))),
        (StorePlace(.folder(resolvedPath: "/")), StorePlace(.folder(resolvedPath: "/out"))),
        (StorePlace(.folder(resolvedPath: "/data"), prefix: "in/"), StorePlace(.folder(resolvedPath: "/data/out"))),
        (StorePlace(.named("memory")), StorePlace(.named("memory"))),
    ]) func whatFeedsItselfIsRefused(_ originals: StorePlace, _ results: StorePlace) throws {
        let error = #expect(throws: IngestError.self) { try IngestRoute(originals: originals, renditions: results) }
        #expect(error?.code == .loop)
        #expect(error?.message.contains("two buckets") == true)
        let elsewhere = StorePlace(.named("elsewhere"))
        let quarantine = #expect(throws: IngestError.self) {
            try IngestRoute(originals: originals, renditions: elsewhere, others: [elsewhere, results])
        }
        #expect(quarantine?.code == .loop)
    }

    @Test(arguments: [
        (StorePlace(bucket), StorePlace(.bucket("results"))),
        (StorePlace(bucket), StorePlace(.bucket("images", endpoint: "http://localhost:9000"))),
        (StorePlace(bucket, prefix: "originals/"), StorePlace(bucket, prefix: "renditions/")),
        // Composed and decomposed characters are two texts.
        (StorePlace(bucket, prefix: "caf\u{E9}/"), StorePlace(bucket, prefix: "cafe\u{301}/")),
        (StorePlace(.folder(resolvedPath: "/data/in")), StorePlace(.folder(resolvedPath: "/data/in2"))),
        (StorePlace(.named("a")), StorePlace(.named("b"))),
    ]) func whatCannotMeetIsAccepted(_ originals: StorePlace, _ results: StorePlace) throws {
        _ = try IngestRoute(originals: originals, renditions: results)
    }

    @Test func eventsOfResultsConcernNobody() throws {
        let route = try IngestRoute(
            originals: StorePlace(Self.bucket, prefix: "in/"), renditions: StorePlace(Self.bucket, prefix: "thumbs/"))
        func event(_ key: ObjectKey, _ bucket: String?) -> IngestEvent {
            IngestEvent(.created, key, bucket: bucket, source: .notification)
        }
        #expect(route.concerns(event("in/a.jpg", "images")))
        #expect(route.concerns(event("in/a.jpg", nil)))
        #expect(!route.concerns(event("thumbs/200/a.jpg", "images")))
        #expect(!route.concerns(event("in/a.jpg", "others")))
        #expect(route.key(of: event("in/a.jpg", "images")) == "in/a.jpg")
        #expect(route.key(of: event("thumbs/200/a.jpg", "images")) == nil)
    }

    /// A store that puts a prefix before keys knows its objects without it.
    @Test func keysBeginAfterAPrefixThatTheStoreHides() throws {
        func key(_ key: ObjectKey, under prefix: String, in bucket: String? = "images") throws -> ObjectKey? {
            let route = try IngestRoute(
                originals: StorePlace(Self.bucket, prefix: prefix), renditions: StorePlace(.bucket("results")),
                hidesPrefix: true)
            let event = IngestEvent(.created, key, bucket: bucket, source: .notification)
            #expect(route.concerns(event) == (route.key(of: event) != nil))
            return route.key(of: event)
        }
        #expect(try key("in/cats/a.jpg", under: "in/") == "cats/a.jpg")
        #expect(try key("in/in/a.jpg", under: "in/") == "in/a.jpg")
        #expect(try key("cats/a.jpg", under: "") == "cats/a.jpg")
        #expect(try key("cats/in/a.jpg", under: "in/") == nil)
        #expect(try key("in/a.jpg", under: "in/", in: "others") == nil)
        // Composed and decomposed characters are two texts.
        #expect(try key("cafe\u{301}/a.jpg", under: "caf\u{E9}/") == nil)
        #expect(try key("caf\u{E9}/a.jpg", under: "caf\u{E9}/") == "a.jpg")
        // What is left would be no key.
        #expect(try key("in/a.jpg", under: "in") == nil)
        #expect(try key("in/a.jpg", under: "in/a.jpg") == nil)
    }

    @Test func renditionsSayWhatTheyAre() {
        var metadata = ObjectMetadata(key: "a", size: 1, entityTag: EntityTag("t"), modified: Date())
        #expect(!metadata.isRendition)
        metadata.attributes["rendition-of"] = "asset"
        #expect(metadata.isRendition)
    }
}
