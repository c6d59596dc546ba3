/// Woven wool from close by: fine regular detail, which shows what scaling does to it.
struct TartanScene: Scene {
    private let noise = Noise(seed: 640)
    /// Threads from edge to edge.
    private static let threads: Float = 150

    /// Threads of each colour in one repeat of the pattern; the same across and down.
    private static let sett: [(count: Int, tone: Tone)] = [
        (18, Tone(0.45, 0.07, 0.09)), (3, Tone(0.90, 0.84, 0.66)), (12, Tone(0.06, 0.13, 0.20)),
        (6, Tone(0.10, 0.27, 0.19)), (2, Tone(0.86, 0.62, 0.16)), (6, Tone(0.10, 0.27, 0.19)),
        (12, Tone(0.06, 0.13, 0.20)), (3, Tone(0.90, 0.84, 0.66)),
    ]
    private let tones = sett.flatMap { Array(repeating: $0.tone, count: $0.count) }

    func color(_ x: Float, _ y: Float) -> SIMD4<Float> {
        // Cloth is never quite flat.
        let foldX = noise.fractal(x * 1.6, y * 1.6, octaves: 3) - 0.5
        let foldY = noise.fractal(x * 1.6 + 40, y * 1.6 + 7, octaves: 3) - 0.5
        let u = (x + foldX * 0.05) * Self.threads
        let v = (y + foldY * 0.05) * Self.threads
        let (column, row) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
        // A two-and-two twill: each row is shifted by one thread.
        let isWarpAbove = ((column + row) % 4 + 4) % 4 < 2
        let across = (isWarpAbove ? u - Float(column) : v - Float(row)) - 0.5
        let along = isWarpAbove ? v : u
        let index = isWarpAbove ? column : row
        let tone = tones[(index % tones.count + tones.count) % tones.count]

        let round = 1 - across * across * 2.9
        let twist = noise.smooth(across * 7 + along * 3.1, along * 1.4 + Float(index) * 3.7)
        let fibre = noise.fractal(x * 620, y * 620, octaves: 2)
        let fuzz = step(0.70, 0.9, noise.fractal(x * 130 + y * 60, y * 130 - x * 60, octaves: 3))
        let light = 0.62 + (foldX - foldY) * 1.1
        let shaded = tone * round * (0.62 + 0.55 * twist) * (0.78 + 0.44 * fibre) * (light + 0.42)
        return shaded.mixed(tone * 0.5 + 0.32, fuzz * 0.22).opaque
    }
}
