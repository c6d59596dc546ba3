internal import Renditions

extension S3ObjectStore {
    /// How a store in a bucket works.
    public struct Configuration: Sendable {
        /// Where requests name the bucket. Default: ``S3Addressing/automatic``.
        public var addressing: S3Addressing
        /// How objects are encrypted where they lie. Default: as the bucket says.
        public var encryption: S3Encryption
        /// Put on every object that is written: at most 10, with names of up to 128 characters and values of up to 256.
        /// Default: none.
        public var tags: [String: String]
        /// Bytes of each part but the last, from 5 MiB to 5 GiB; what is not longer goes in one request. Default: 8 MiB.
        /// Objects in parts get another entity tag where it changes.
        public var partSize: Int
        /// Parts of one write that are held in memory: the one that is being filled, and those under way. 2 or more.
        /// Default: 3.
        public var partsAtOnce: Int
        /// Bytes; a larger object is refused. Default, and most that fits: 10,000 parts, which is 78 GiB.
        public var maximumObjectSize: Int
        /// Whether a read of a whole object is held against the checksum that S3 keeps, where it keeps one of the whole.
        /// Default: true.
        public var verifiesContent: Bool
        /// How often a read that breaks off goes on where it was, for each MiB that comes. Default: 3.
        public var resumptions: Int
        /// The account that must own the bucket, as 12 digits. A bucket that was deleted and taken by somebody else is given
        /// nothing and asked for nothing: calls fail with `permission-denied`. Links to read and forms can't say it, for whoever
        /// uses them sends no headers. Default: nil, any.
        public var expectedOwner: String?
        /// For a request with all its repetitions, to the head of the reply; nil for no limit. Connections without a byte for
        /// 30 s are given up in any case. Default: nil.
        public var timeout: Duration?
        /// How others upload with a link. Default: ``S3UploadLinks/form``.
        public var uploadLinks: S3UploadLinks

        public init(
            addressing: S3Addressing = .automatic, encryption: S3Encryption = .bucketDefault,
            tags: [String: String] = [:], partSize: Int = 8 << 20, partsAtOnce: Int = 3,
            maximumObjectSize: Int? = nil, verifiesContent: Bool = true, resumptions: Int = 3,
            expectedOwner: String? = nil, timeout: Duration? = nil, uploadLinks: S3UploadLinks = .form
        ) {
            self.addressing = addressing
            self.encryption = encryption
            self.tags = tags
            self.partSize = partSize
            self.partsAtOnce = partsAtOnce
            self.maximumObjectSize = maximumObjectSize ?? partSize * Self.maximumPartCount
            self.verifiesContent = verifiesContent
            self.resumptions = resumptions
            self.expectedOwner = expectedOwner
            self.timeout = timeout
            self.uploadLinks = uploadLinks
        }

        /// S3's limit.
        static let maximumPartCount = 10_000

        /// Whether a text can be an account of AWS.
        package static func isAccount(_ text: String) -> Bool {
            text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }

        /// - Throws: `StoreError` with code `invalid-request`.
        func validate() throws {
            guard (5 << 20...5 << 30).contains(partSize) else {
                throw StoreError(.invalidRequest, "Parts have 5 MiB to 5 GiB, not \(partSize) bytes.")
            }
            guard partsAtOnce >= 2 else {
                throw StoreError(.invalidRequest, "At least 2 parts are held at once, not \(partsAtOnce).")
            }
            guard (0...partSize * Self.maximumPartCount).contains(maximumObjectSize) else {
                throw StoreError(.invalidRequest, "Objects have at most 10,000 parts. Raise the size of parts.")
            }
            if let expectedOwner, !Self.isAccount(expectedOwner) {
                throw StoreError(.invalidRequest, "The account that must own the bucket is twelve digits.")
            }
            guard tags.count <= 10 else { throw StoreError(.invalidRequest, "An object has at most 10 tags.") }
        }
    }
}
