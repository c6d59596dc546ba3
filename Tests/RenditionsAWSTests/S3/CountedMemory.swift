@_spi(CustomByteBufferAllocator) import NIOCore
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Buffers of which is known how many there are. One test at a time may use it.
enum CountedMemory {
    private static let live = Atomic(0)
    private static let most = Atomic(0)

    /// Most that there were at once.
    static var peak: Int { most.load(ordering: .sequentiallyConsistent) }

    /// A buffer full of zeros.
    static func buffer(_ size: Int) -> ByteBuffer {
        let now = live.add(1, ordering: .sequentiallyConsistent).newValue
        _ = most.max(now, ordering: .sequentiallyConsistent)
        let memory = UnsafeMutableRawBufferPointer(start: calloc(1, size), count: size)
        return ByteBuffer(takingOwnershipOf: memory, allocator: allocator)
    }

    private static let allocator = ByteBufferAllocator(
        allocate: { malloc($0) }, reallocate: { pointer, _, size in realloc(pointer, size) },
        deallocate: { pointer in
            CountedMemory.live.subtract(1, ordering: .sequentiallyConsistent)
            free(pointer)
        },
        copy: { memcpy($0, $1, $2) })
}
