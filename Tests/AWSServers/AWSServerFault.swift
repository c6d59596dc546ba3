/// Something is wrong with a server, and not with what is tested.
package struct AWSServerFault: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
