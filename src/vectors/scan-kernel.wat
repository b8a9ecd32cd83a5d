;; The inner loop of a search: one query against many rows of 8-bit numbers. `npx tsx scripts/vectors/build-kernel.ts`
;; makes scan-kernel.ts of it. A row has a whole number of steps of 16 numbers; the caller fills the rest with zeros.
(module
  (memory (export "memory") 1)
  (func (export "scan")
    (param $codes i32)  ;; where the rows begin, one after the other
    (param $query i32)  ;; where the query's 16-bit numbers begin
    (param $width i32)  ;; bytes of one row
    (param $rows i32)   ;; how many rows
    (param $dots i32)   ;; where the dot products go, 32 bits each
    (local $end i32)
    (local $rowEnd i32)
    (local $at i32)
    (local $sixteen v128)
    (local $sum v128)
    (local $sum2 v128)
    (local.set $end (i32.add (local.get $codes) (i32.mul (local.get $width) (local.get $rows))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $codes) (local.get $end)))
        (local.set $rowEnd (i32.add (local.get $codes) (local.get $width)))
        (local.set $at (local.get $query))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $sum2 (v128.const i32x4 0 0 0 0))
        (loop $step
          (local.set $sixteen (v128.load (local.get $codes)))
          (local.set $sum (i32x4.add (local.get $sum)
            (i32x4.dot_i16x8_s
              (i16x8.extend_low_i8x16_s (local.get $sixteen))
              (v128.load (local.get $at)))))
          (local.set $sum2 (i32x4.add (local.get $sum2)
            (i32x4.dot_i16x8_s
              (i16x8.extend_high_i8x16_s (local.get $sixteen))
              (v128.load offset=16 (local.get $at)))))
          (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (br_if $step (i32.lt_u (local.get $codes) (local.get $rowEnd))))
        (local.set $sum (i32x4.add (local.get $sum) (local.get $sum2)))
        (i32.store (local.get $dots)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $dots (i32.add (local.get $dots) (i32.const 4)))
        (br $row)))))
