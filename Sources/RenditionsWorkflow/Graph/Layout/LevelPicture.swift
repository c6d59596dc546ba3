/// What a level has become, with its upper left corner at 0, 0.
struct LevelPicture {
    var width: Double
    var height: Double
    var boxes: [GraphBox] = []
    var dots: [GraphDot] = []
    var routes: [GraphRoute] = []

    /// Takes the picture of a level inside a box in.
    mutating func add(_ inner: LevelPicture, at point: GraphPoint) {
        for var box in inner.boxes {
            box.move(by: point)
            box.depth += 1
            boxes.append(box)
        }
        for var dot in inner.dots {
            dot.move(by: point)
            dots.append(dot)
        }
        for var route in inner.routes {
            route.move(by: point)
            routes.append(route)
        }
    }
}
