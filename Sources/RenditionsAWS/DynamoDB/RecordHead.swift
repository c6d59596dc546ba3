internal import Renditions

/// What a write must know of the record that is there.
struct RecordHead: Sendable {
    var revision: Revision
    /// Of its attributes, each of which has an item.
    var marks: Set<String>

    static let names: [TableItem.Name] = [.revision, .marks, .form]

    /// - Throws: `StoreError` with codes `corrupt`, `incompatible`.
    init(_ item: TableItem) throws {
        if let found = item[.form]?.number, found > RecordItems.form {
            throw StoreError(
                .incompatible, "A newer version of this library has written a record of the table. Use that version.")
        }
        guard let revision = item[.revision]?.text else {
            throw StoreError(.corrupt, "An item of the table is no record.")
        }
        self.revision = Revision(revision)
        marks = Set(item[.marks]?.texts ?? [])
    }
}
