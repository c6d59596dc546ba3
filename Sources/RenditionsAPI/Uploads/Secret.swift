/// Bytes that nobody can guess.
enum Secret {
    static func random(count: Int) -> [UInt8] {
        // The system's generator is one for cryptography on every platform that Swift supports.
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
