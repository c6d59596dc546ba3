extension HEIFMeta {
    /// The bytes of a small item; nil where they are not all there, or are more than `maximum` or than the file has.
    func bytes(of item: HEIFItem, in file: ByteView, atMost maximum: Int = .max) -> [UInt8]? {
        guard item.constructionMethod < 2, let source = item.constructionMethod == 1 ? data : file else { return nil }
        let room = min(maximum, source.count)
        var bytes: [UInt8] = []
        for extent in item.extents {
            let length = extent.length == 0 ? source.count - extent.offset : extent.length
            guard let part = source.slice(extent.offset, length), length <= room - bytes.count else { return nil }
            bytes += part.bytes
        }
        return bytes
    }
}
