public import NIOCore

/// What an engine reads: the bytes of an original, and those of the overlays that a plan names.
public struct ImageSource: Sendable {
    public var bytes: ByteBuffer
    /// The files of the overlays by their keys.
    public var overlays: [ObjectKey: ByteBuffer]

    public init(_ bytes: ByteBuffer, overlays: [ObjectKey: ByteBuffer] = [:]) {
        self.bytes = bytes
        self.overlays = overlays
    }

    public init(_ bytes: some Sequence<UInt8>) {
        self.init(ByteBuffer(bytes: bytes))
    }
}
