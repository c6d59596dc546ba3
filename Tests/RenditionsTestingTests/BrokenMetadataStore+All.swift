import Renditions
import RenditionsTesting

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BrokenMetadataStore {
    static let all: [BrokenMetadataStore] = [
        BrokenMetadataStore(
            "ignores conditions of puts",
            fails: [
                "put-absent-refuses-existing", "put-at-an-old-revision-is-refused",
                "put-at-a-revision-of-nothing-is-refused", "put-at-a-revision-never-given-is-refused",
                "of-twenty-first-writers-one-wins", "of-twenty-writers-at-one-revision-one-wins",
                "revision-stays-while-nothing-is-written",
            ],
            put: { inner, record, _ in try await inner.put(record, if: .always) }),
        BrokenMetadataStore(
            "ignores conditions of deletes",
            fails: [
                "delete-absent-refuses-existing", "delete-at-an-old-revision-is-refused",
                "delete-at-a-revision-of-nothing-is-refused",
            ],
            delete: { inner, id, _ in try await inner.delete(id, if: .always) }),
        BrokenMetadataStore(
            "takes a missing record for one in any revision",
            fails: ["put-at-a-revision-of-nothing-is-refused", "delete-at-a-revision-of-nothing-is-refused"],
            put: { inner, record, condition in
                if case .at = condition, try await inner.record(record.id) == nil {
                    return try await inner.put(record, if: .absent)
                }
                return try await inner.put(record, if: condition)
            },
            delete: { inner, id, condition in
                if case .at = condition, try await inner.record(id) == nil { return }
                try await inner.delete(id, if: condition)
            }),
        BrokenMetadataStore(
            "can't delete what is not there", fails: ["delete-of-nothing-succeeds"],
            delete: { inner, id, condition in
                if condition == .always, try await inner.record(id) == nil { throw StoreError(.notFound, "nothing") }
                try await inner.delete(id, if: condition)
            }),
        BrokenMetadataStore(
            "keeps whole seconds", fails: ["dates-are-kept-to-the-millisecond", "order-is-to-the-millisecond"],
            put: { inner, record, condition in
                var record = record
                record.updated = Date(timeIntervalSince1970: record.updated.timeIntervalSince1970.rounded(.down))
                return try await inner.put(record, if: condition)
            }),
        BrokenMetadataStore(
            "gives the record as it was first written",
            fails: [
                "every-state-comes-back", "dates-are-kept-to-the-millisecond", "put-replaces-the-whole-record",
                "put-at-the-revision-writes", "put-at-an-old-revision-is-refused",
                "of-twenty-writers-at-one-revision-one-wins", "revision-is-the-one-that-put-gave",
            ],
            record: { inner, id in
                guard let record = try await inner.record(id) else { return nil }
                return await FirstRecords.shared.records[id] ?? record
            },
            put: { inner, record, condition in
                let revision = try await inner.put(record, if: condition)
                await FirstRecords.shared.remember(Revised(record.roundedToMilliseconds, revision: revision))
                return revision
            }),
        BrokenMetadataStore(
            "loses the attributes",
            fails: [
                "minimal-record-comes-back", "full-record-comes-back", "large-record-comes-back",
                "every-state-comes-back", "odd-attributes-come-back", "put-replaces-the-whole-record",
                "put-absent-writes-where-nothing-is", "put-absent-refuses-existing", "put-at-the-revision-writes",
                "put-at-an-old-revision-is-refused",
            ],
            record: { inner, id in
                var found = try await inner.record(id)
                found?.value.attributes = [:]
                return found
            }),
        BrokenMetadataStore(
            "ignores the states in a filter",
            fails: [
                "filter-by-one-state", "filter-by-several-states", "filter-by-no-state-gives-nothing",
                "filter-by-everything-at-once", "filter-follows-writes",
            ],
            page: { inner, request in
                var request = request
                request.filter.states = nil
                return try await inner.page(request)
            }),
        BrokenMetadataStore(
            "ignores the attributes in a filter",
            fails: [
                "filter-by-one-attribute", "filter-by-several-attributes", "filter-by-odd-attributes",
                "filter-by-attribute-compares-bytes",
                "filter-by-everything-at-once", "filter-follows-writes",
            ],
            page: { inner, request in
                var request = request
                request.filter.attributes = [:]
                return try await inner.page(request)
            }),
        BrokenMetadataStore(
            "takes two spellings of a letter for one", fails: ["filter-by-attribute-compares-bytes"],
            page: { inner, request in
                let wanted = request.filter.attributes
                guard !wanted.allSatisfy({ ($0.key + $0.value).utf8.allSatisfy { $0 < 128 } }) else {
                    return try await inner.page(request)
                }
                var request = request
                request.filter.attributes = [:]
                var page = try await inner.page(request)
                page.records.removeAll { record in
                    !wanted.allSatisfy { record.value.attributes[$0.key] == $0.value }
                }
                return page
            }),
        BrokenMetadataStore(
            "includes the end of a span of time",
            fails: ["filter-before-an-instant-excludes-it", "filter-by-a-span-of-time"],
            page: { inner, request in
                var request = request
                request.filter.updatedBefore = request.filter.updatedBefore?.addingTimeInterval(0.001)
                return try await inner.page(request)
            }),
        BrokenMetadataStore(
            "excludes the greatest distance",
            fails: ["similar-at-no-distance", "similar-up-to-the-distance", "similar-needs-a-hash"],
            page: { inner, request in
                var page = try await inner.page(request)
                if let similar = request.filter.similar {
                    page.records.removeAll { record in
                        let hash = record.value.analysis?.perceptualHash
                        return hash.map { $0.distance(to: similar.hash) } == similar.maximumDistance
                    }
                }
                return page
            }),
        BrokenMetadataStore(
            "breaks ties by descending ID",
            fails: [
                "order-by-newest-update", "record-pages-of-two", "record-page-of-all", "record-pages-that-end-evenly",
            ],
            page: { inner, request in
                var page = try await inner.page(request)
                guard request.order == .newestUpdateFirst, request.limit > 1 else { return page }
                page.records.sort { left, right in
                    left.value.updated == right.value.updated
                        ? left.value.id > right.value.id : left.value.updated > right.value.updated
                }
                return page
            }),
        BrokenMetadataStore(
            "takes a cursor of another order", fails: ["record-cursor-of-another-order-is-refused"],
            page: { inner, request in
                var request = request
                if let cursor = request.cursor, let slash = cursor.firstIndex(of: "/"),
                    RecordOrder(rawValue: String(cursor[..<slash])) != nil
                {
                    request.cursor = request.order.rawValue + cursor[slash...]
                }
                return try await inner.page(request)
            }),
        BrokenMetadataStore(
            "says that there is nothing more",
            fails: [
                "record-pages-of-one", "record-pages-of-two", "record-pages-that-end-evenly",
                "record-pages-of-a-filter",
                "record-cursor-of-another-order-is-refused", "record-pages-survive-inserts",
                "record-pages-survive-deletes",
            ],
            page: { inner, request in
                var page = try await inner.page(request)
                page.next = nil
                return page
            }),
        BrokenMetadataStore(
            "takes any limit", fails: ["record-page-limit-out-of-range-is-refused"],
            page: { inner, request in
                var request = request
                request.limit = min(max(request.limit, 1), 1000)
                return try await inner.page(request)
            }),
        BrokenMetadataStore(
            "makes the revision of what is written",
            fails: ["revision-changes-with-every-put", "revision-does-not-repeat-after-delete"],
            record: { inner, id in
                guard let found = try await inner.record(id) else { return nil }
                return Revised(found.value, revision: found.value.contentRevision)
            },
            put: { inner, record, condition in
                _ = try await inner.put(record, if: inner.translated(condition, id: record.id))
                return record.contentRevision
            },
            delete: { inner, id, condition in
                try await inner.delete(id, if: inner.translated(condition, id: id))
            },
            page: { inner, request in
                var page = try await inner.page(request)
                page.records = page.records.map { Revised($0.value, revision: $0.value.contentRevision) }
                return page
            }),
    ]
}

/// The first state of each record.
private actor FirstRecords {
    static let shared = FirstRecords()
    private(set) var records: [AssetID: Revised<AssetRecord>] = [:]

    func remember(_ record: Revised<AssetRecord>) { records[record.value.id] = records[record.value.id] ?? record }
}

extension AssetRecord {
    fileprivate var contentRevision: Revision { Revision("\(hashValue)") }
}

extension MemoryMetadataStore {
    /// A condition on a revision made of content as one on this store's.
    fileprivate func translated(_ condition: WriteCondition, id: AssetID) async throws -> WriteCondition {
        guard case .at(let revision) = condition, let found = try await record(id),
            found.value.contentRevision == revision
        else { return condition }
        return .at(found.revision)
    }
}
