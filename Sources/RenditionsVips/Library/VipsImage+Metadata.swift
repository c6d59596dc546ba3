internal import CVips

/// Names of metadata that the library reads and writes.
enum VipsField {
    static let iccProfile = "icc-profile-data"
    static let exif = "exif-data"
    static let xmp = "xmp-data"
    static let iptc = "iptc-data"
    static let orientation = "orientation"
    static let pageHeight = "page-height"
    static let pageCount = "n-pages"
    static let delay = "delay"
    static let loop = "loop"
}

extension VipsImage {
    func hasField(_ name: String) -> Bool {
        vips_image_get_typeof(pointer, name) != 0
    }

    func integer(_ name: String) -> Int? {
        var value: Int32 = 0
        guard hasField(name), vips_image_get_int(pointer, name, &value) == 0 else { return nil }
        return Int(value)
    }

    func integers(_ name: String) -> [Int]? {
        var values: UnsafeMutablePointer<Int32>?
        var count: Int32 = 0
        guard hasField(name), vips_image_get_array_int(pointer, name, &values, &count) == 0, let values else {
            return nil
        }
        return (0..<Int(count)).map { Int(values[$0]) }
    }

    func blob(_ name: String) -> [UInt8]? {
        var data: UnsafeRawPointer?
        var count = 0
        guard hasField(name), vips_image_get_blob(pointer, name, &data, &count) == 0, let data else { return nil }
        return Array(UnsafeRawBufferPointer(start: data, count: count))
    }

    var fieldNames: [String] {
        guard let list = vips_image_get_fields(pointer) else { return [] }
        defer { g_strfreev(list) }
        var names: [String] = []
        var next = list
        while let name = next.pointee {
            names.append(String(cString: name))
            next += 1
        }
        return names
    }

    /// A copy with other metadata: everything that is not named in `kept` is removed, then `change` adds to it. The
    /// pixels are shared.
    func withMetadata(keeping kept: Set<String>, _ change: (MetadataEditor) -> Void) throws -> VipsImage {
        let copy = try VipsCall("copy").image("in", self).run()
        for name in copy.fieldNames where !kept.contains(name) { vips_image_remove(copy.pointer, name) }
        change(MetadataEditor(image: copy))
        return copy
    }

    /// A copy with more metadata. The pixels are shared.
    func adding(_ change: (MetadataEditor) -> Void) throws -> VipsImage {
        let copy = try VipsCall("copy").image("in", self).run()
        change(MetadataEditor(image: copy))
        return copy
    }

    /// Changes the metadata of a fresh copy.
    struct MetadataEditor {
        fileprivate let image: VipsImage

        func set(_ name: String, _ value: Int) {
            vips_image_set_int(image.pointer, name, Int32(clamping: value))
        }

        func set(_ name: String, _ values: [Int]) {
            let values = values.map { Int32(clamping: $0) }
            vips_image_set_array_int(image.pointer, name, values, Int32(values.count))
        }

        func set(_ name: String, _ bytes: [UInt8]) {
            bytes.withUnsafeBytes { vips_image_set_blob_copy(image.pointer, name, $0.baseAddress, $0.count) }
        }

        func remove(_ name: String) { vips_image_remove(image.pointer, name) }
    }
}
