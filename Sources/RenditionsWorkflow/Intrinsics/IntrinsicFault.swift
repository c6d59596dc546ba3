/// Why a call of an intrinsic function failed.
struct IntrinsicFault: Error {
    var reason: String
}
