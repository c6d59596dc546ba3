import Renditions
import RenditionsTesting

extension BrokenObjectStore {
    /// What can be wrong with keys, tags, listings and claims.
    static let naming: [BrokenObjectStore] = [
        BrokenObjectStore(
            "folds case",
            fails: [
                "keys-differ-by-case", "keys-differ-by-normalisation", "keys-that-look-like-escapes",
                "keys-that-look-like-paths", "keys-with-special-characters", "list-is-in-the-order-of-bytes",
                "list-gives-keys-exactly", "list-prefix-minds-case",
            ],
            spelling: { $0.lowercased() }),
        BrokenObjectStore(
            "normalises characters",
            fails: [
                "keys-differ-by-normalisation", "list-is-in-the-order-of-bytes", "list-gives-keys-exactly",
                "list-prefix-is-compared-by-bytes",
            ],
            spelling: composed),
        BrokenObjectStore(
            "decodes percent escapes",
            fails: ["keys-that-look-like-escapes", "list-gives-keys-exactly"],
            spelling: { $0.replacing("%2e", with: ".").replacing("%25", with: "%").replacing("%20", with: " ") }),
        BrokenObjectStore(
            "drops dots and spaces at the end, as Windows does",
            fails: ["keys-differ-by-their-ends", "keys-that-look-like-paths", "list-is-in-the-order-of-bytes"],
            spelling: { text in
                let end = text.unicodeScalars.reversed().drop { $0 == "." || $0 == " " }
                return String(String.UnicodeScalarView(end.reversed()))
            }),
        BrokenObjectStore(
            "takes the length for the tag",
            fails: [
                "different-bytes-have-different-tags", "if-match-refuses-another-state",
                "if-none-match-reads-another-state", "conditions-hold-together",
                "if-match-is-judged-before-if-none-match", "conditions-are-judged-before-the-range",
                "conditions-apply-to-head",
            ],
            // `replace` is left as it is: the wrapper would have to know the true tags.
            capabilities: ObjectStoreCapabilities.all.subtracting(.replace),
            get: { inner, key, options in
                var plain = options
                plain.ifMatch = nil
                plain.ifNoneMatch = nil
                var object = try await inner.get(key, options: GetOptions(headOnly: true))
                try options.checkConditions(against: object.metadata.lengthAsTag.entityTag)
                object = try await inner.get(key, options: plain)
                object.metadata = object.metadata.lengthAsTag
                return object
            },
            put: { inner, body, key, options in
                if case .replace = options.mode { throw StoreError(.unsupported, "replace") }
                return try await inner.put(body, at: key, options: options).lengthAsTag
            },
            page: { inner, request in
                var page = try await inner.page(request)
                page.objects = page.objects.map(\.lengthAsTag)
                return page
            }),
        BrokenObjectStore(
            "lists without minding case", fails: ["list-is-in-the-order-of-bytes"],
            page: { inner, request in
                var page = try await inner.page(request)
                page.objects.sort { $0.key.rawValue.lowercased() < $1.key.rawValue.lowercased() }
                return page
            }),
        BrokenObjectStore(
            "compares prefixes by characters", fails: ["list-prefix-is-compared-by-bytes"],
            page: { inner, request in
                var page = try await inner.page(request)
                page.objects.removeAll { !$0.key.rawValue.hasPrefix(request.prefix) }
                return page
            }),
        BrokenObjectStore(
            "takes prefixes for folders",
            fails: [
                "list-prefix-may-end-in-a-name", "list-prefix-may-be-a-whole-key", "list-prefix-is-compared-by-bytes",
                "list-prefix-is-not-a-pattern", "list-prefix-may-hold-percent", "list-prefix-may-hold-a-star",
                "list-prefix-may-hold-brackets", "list-prefix-may-hold-quotes", "pages-respect-the-prefix",
            ],
            page: { inner, request in
                var page = try await inner.page(request)
                page.objects.removeAll { object in
                    let rest = object.key.rawValue.utf8.dropFirst(request.prefix.utf8.count)
                    return !(request.prefix.hasSuffix("/") || rest.isEmpty || rest.first == UInt8(ascii: "/"))
                }
                return page
            }),
        BrokenObjectStore(
            "begins a page with the object at which the one before ended",
            fails: [
                "pages-of-one", "pages-of-two", "pages-that-end-evenly", "pages-respect-the-prefix",
                "pages-survive-deletes", "pages-survive-inserts",
            ],
            page: { inner, request in
                var page = try await inner.page(request)
                if let cursor = request.cursor, let key = try? ObjectKey(cursor),
                    key.rawValue.utf8.starts(with: request.prefix.utf8), let last = try? await inner.head(key)
                {
                    page.objects.insert(last, at: 0)
                }
                return page
            }),
        BrokenObjectStore(
            "counts its place in the listing",
            fails: ["pages-survive-deletes", "pages-survive-inserts"],
            page: { inner, request in
                try request.validate()
                let start: Int
                if let cursor = request.cursor {
                    guard let count = Int(cursor), count >= 0 else { throw StoreError(.invalidRequest, "cursor") }
                    start = count
                } else {
                    start = 0
                }
                let all = try await inner.page(ListRequest(prefix: request.prefix)).objects
                let end = min(all.count, start + request.limit)
                return ObjectPage(objects: Array(all[min(start, end)..<end]), next: end < all.count ? "\(end)" : nil)
            }),
        BrokenObjectStore(
            "takes any limit", fails: ["page-limit-out-of-range-is-refused"],
            page: { inner, request in
                var request = request
                request.limit = min(max(request.limit, 1), 1000)
                return try await inner.page(request)
            }),
        BrokenObjectStore(
            "does what it does not claim",
            fails: [
                "unclaimed-ranges-are-refused", "unclaimed-if-match-is-refused", "unclaimed-if-none-match-is-refused",
                "unclaimed-create-is-refused", "unclaimed-replace-is-refused", "unclaimed-attributes-are-refused",
                "unclaimed-listing-is-refused",
            ],
            capabilities: []),
    ]

    /// The few compositions that the checks' keys have.
    private static func composed(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch (scalars.last, scalar) {
            case ("e", "\u{301}"): scalars.replaceSubrange(scalars.index(before: scalars.endIndex)..., with: ["\u{E9}"])
            case ("A", "\u{30A}"): scalars.replaceSubrange(scalars.index(before: scalars.endIndex)..., with: ["\u{C5}"])
            case (_, "\u{212B}"): scalars.append("\u{C5}")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

extension ObjectMetadata {
    fileprivate var lengthAsTag: ObjectMetadata {
        var metadata = self
        metadata.entityTag = EntityTag("\(size)")
        return metadata
    }
}
