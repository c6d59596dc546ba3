package import Renditions

/// A part of a form: what it says of itself, and its content.
package struct MultipartPart: Sendable {
    package let header: MultipartHeader
    /// Read once, and before the next part is asked for. Its length is not known beforehand.
    package let body: ObjectBody
}
