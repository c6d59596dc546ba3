internal import Renditions

extension ObjectKey {
    /// A key as it is given on a command line.
    ///
    /// - Throws: ``ToolFailure``.
    init(argument text: String) throws {
        do {
            try self.init(text)
        } catch let error as StoreError {
            throw ToolFailure.usage("\(text.printable) is no key: \(error.message)")
        }
    }
}
